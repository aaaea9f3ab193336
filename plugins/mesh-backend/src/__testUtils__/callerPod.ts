/** A pod with a sidecar of revision r1 in the namespace of a service, which may call it. */
export function callerPod(clusterId: string): string {
  return `
---
apiVersion: v1
kind: Pod
metadata:
  name: cart-0
  namespace: shop
  labels: { app: cart, security.istio.io/tlsMode: istio }
  annotations:
    istio.io/rev: r1
    sidecar.istio.io/status: '{"revision":"r1"}'
    example.com/token: not-for-browsers
spec:
  containers:
    - name: istio-proxy
      image: proxyv2:1.29.2
      args: [proxy, sidecar]
      env:
        - { name: CA_ADDR, value: 'istiod-r1.istio-system.svc:15012' }
        - { name: ISTIO_META_CLUSTER_ID, value: ${clusterId} }
        - { name: PASSWORD, value: not-for-browsers }
status:
  phase: Running
  podIP: 10.0.0.7
  podIPs: [{ ip: 10.0.0.7 }]
  conditions: [{ type: Ready, status: 'True' }]
`;
}
