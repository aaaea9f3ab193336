/** A cluster with a control plane of revision r1, tag prod, and a service of team-shop. */
export function primaryCluster(clusterId: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: { name: istio-system, uid: ns-1 }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: istiod-r1
  namespace: istio-system
  labels: { app: istiod, istio.io/rev: r1 }
spec:
  replicas: 1
  selector: { matchLabels: { app: istiod } }
  template:
    metadata: { labels: { app: istiod, istio.io/rev: r1 } }
    spec:
      containers:
        - name: discovery
          image: pilot:1.29.2
          env: [{ name: CLUSTER_ID, value: ${clusterId} }]
status: { replicas: 1, readyReplicas: 1 }
---
apiVersion: v1
kind: Service
metadata: { name: istiod-r1, namespace: istio-system }
spec:
  selector: { app: istiod }
  ports: [{ name: tcp-istiod, port: 15012 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: istio-r1, namespace: istio-system }
data: { mesh: "defaultConfig: { meshId: mesh-1 }" }
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: istio-revision-tag-prod
  labels: { app: sidecar-injector, istio.io/rev: r1, istio.io/tag: prod }
webhooks:
  - name: rev.namespace.sidecar-injector.istio.io
    clientConfig:
      service: { name: istiod-r1, namespace: istio-system, path: /inject }
    rules:
      - apiGroups: ['']
        apiVersions: [v1]
        operations: [CREATE]
        resources: [pods]
    namespaceSelector:
      matchExpressions:
        - { key: istio.io/rev, operator: In, values: [prod] }
    objectSelector: {}
---
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  uid: ns-2
  labels: { meshwise.io/tenant: team-shop, istio.io/rev: prod }
---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop, labels: { app: cart } }
spec:
  selector: { app: cart }
  ports: [{ name: http, port: 80, targetPort: 8080 }]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: cart-1
  namespace: shop
  labels: { kubernetes.io/service-name: cart }
addressType: IPv4
endpoints:
  - addresses: [10.0.0.7]
    conditions: { ready: true }
ports: [{ name: http, port: 8080, protocol: TCP }]
`;
}
