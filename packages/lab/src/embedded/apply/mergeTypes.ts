import {
  ATOMIC,
  dictionary,
  listBy,
  MergeType,
  setOf,
  struct,
} from './mergeType';

/*
 * How lists are merged, for the kinds whose published schemas do not say it (the validators of the npm packages carry types and
 * limits, but no x-kubernetes-list-type). Source: the `listType` and `mapType` marks of the API types of Kubernetes 1.36, and the
 * CRDs of Istio 1.31, Gateway API 1.6 and the Multi-Cluster Services API 0.5. Lists that are not named here are atomic, as there.
 * The real suite compares this table with the OpenAPI documents of a real server.
 */

const conditions = listBy(['type']);
const labelSelector = ATOMIC;

const metadata = struct({
  finalizers: setOf(),
  ownerReferences: listBy(['uid'], ATOMIC),
});

const envVar = struct({
  valueFrom: struct({
    configMapKeyRef: ATOMIC,
    fieldRef: ATOMIC,
    fileKeyRef: ATOMIC,
    resourceFieldRef: ATOMIC,
    secretKeyRef: ATOMIC,
  }),
});

const container = struct({
  env: listBy(['name'], envVar),
  ports: listBy(['containerPort', 'protocol'], struct(), { protocol: 'TCP' }),
  resources: struct({ claims: listBy(['name']) }),
  volumeDevices: listBy(['devicePath']),
  volumeMounts: listBy(['mountPath']),
});

const claimTemplate = struct({
  metadata,
  spec: struct({ dataSource: ATOMIC, selector: labelSelector }),
});

const volume = struct({
  cephfs: struct({ secretRef: ATOMIC }),
  cinder: struct({ secretRef: ATOMIC }),
  csi: struct({ nodePublishSecretRef: ATOMIC }),
  ephemeral: struct({ volumeClaimTemplate: claimTemplate }),
  flexVolume: struct({ secretRef: ATOMIC }),
  iscsi: struct({ secretRef: ATOMIC }),
  rbd: struct({ secretRef: ATOMIC }),
  scaleIO: struct({ secretRef: ATOMIC }),
  storageos: struct({ secretRef: ATOMIC }),
});

const claims = struct({ claims: listBy(['name']) });

const podSpec = struct({
  affinity: struct({
    nodeAffinity: struct({
      requiredDuringSchedulingIgnoredDuringExecution: ATOMIC,
    }),
  }),
  containers: listBy(['name'], container),
  ephemeralContainers: listBy(['name'], container),
  hostAliases: listBy(['ip']),
  imagePullSecrets: listBy(['name'], ATOMIC),
  initContainers: listBy(['name'], container),
  nodeSelector: ATOMIC,
  resourceClaims: listBy(['name']),
  resources: claims,
  schedulingGates: listBy(['name']),
  topologySpreadConstraints: listBy(
    ['topologyKey', 'whenUnsatisfiable'],
    struct({ labelSelector }),
  ),
  volumes: listBy(['name'], volume),
});

const webhooks = listBy(
  ['name'],
  struct({
    matchConditions: listBy(['name']),
    namespaceSelector: labelSelector,
    objectSelector: labelSelector,
  }),
);

const SPECS = new Map<string, MergeType>([
  ['namespaces', struct({ status: struct({ conditions }) })],
  [
    'nodes',
    struct({
      spec: struct({ podCIDRs: setOf() }),
      status: struct({ addresses: listBy(['type']), conditions }),
    }),
  ],
  [
    'services',
    struct({
      spec: struct({
        ports: listBy(['port', 'protocol'], struct(), { protocol: 'TCP' }),
        selector: ATOMIC,
      }),
      status: struct({ conditions }),
    }),
  ],
  [
    'pods',
    struct({
      spec: podSpec,
      status: struct({
        conditions,
        hostIPs: ATOMIC,
        podIPs: listBy(['ip']),
        resourceClaimStatuses: listBy(['name']),
        resources: claims,
      }),
    }),
  ],
  [
    'serviceaccounts',
    struct({
      imagePullSecrets: ATOMIC,
      secrets: listBy(['name'], ATOMIC),
    }),
  ],
  ['resourcequotas', struct({ spec: struct({ scopeSelector: ATOMIC }) })],
  [
    'deployments.apps',
    struct({
      spec: struct({
        selector: labelSelector,
        template: struct({ metadata, spec: podSpec }),
      }),
      status: struct({ conditions }),
    }),
  ],
  [
    'poddisruptionbudgets.policy',
    struct({
      spec: struct({ selector: labelSelector }),
      status: struct({ conditions }),
    }),
  ],
  [
    'horizontalpodautoscalers.autoscaling',
    struct({ status: struct({ conditions }) }),
  ],
  [
    'networkpolicies.networking.k8s.io',
    struct({ spec: struct({ podSelector: labelSelector }) }),
  ],
  [
    'mutatingwebhookconfigurations.admissionregistration.k8s.io',
    struct({ webhooks }),
  ],
  [
    'validatingwebhookconfigurations.admissionregistration.k8s.io',
    struct({ webhooks }),
  ],
  [
    'clusterrolebindings.rbac.authorization.k8s.io',
    struct({ roleRef: ATOMIC }),
  ],
  ['rolebindings.rbac.authorization.k8s.io', struct({ roleRef: ATOMIC })],
  [
    'customresourcedefinitions.apiextensions.k8s.io',
    struct({ status: struct({ conditions }) }),
  ],
  [
    'serviceentries.networking.istio.io',
    struct({ spec: struct({ ports: listBy(['name']) }), status: dictionary() }),
  ],
  [
    'peerauthentications.security.istio.io',
    struct({
      spec: struct({ portLevelMtls: dictionary() }),
      status: dictionary(),
    }),
  ],
  [
    'wasmplugins.extensions.istio.io',
    struct({
      spec: struct({
        vmConfig: struct({ env: listBy(['name']) }),
        pluginConfig: dictionary(),
      }),
      status: dictionary(),
    }),
  ],
  [
    'gatewayclasses.gateway.networking.k8s.io',
    struct({
      status: struct({ conditions, supportedFeatures: listBy(['name']) }),
    }),
  ],
  [
    'gateways.gateway.networking.k8s.io',
    struct({
      spec: struct({
        allowedListeners: struct({
          namespaces: struct({ selector: labelSelector }),
        }),
        listeners: listBy(
          ['name'],
          struct({
            allowedRoutes: struct({
              namespaces: struct({ selector: labelSelector }),
            }),
          }),
        ),
        tls: struct({ frontend: struct({ perPort: listBy(['port']) }) }),
      }),
      status: struct({
        conditions,
        listeners: listBy(['name'], struct({ conditions })),
      }),
    }),
  ],
]);

/** Istio leaves the status of its kinds open. */
const OPEN_STATUS = struct({ status: dictionary() });

/** The merge type of a built-in or published kind. `resource` is the plural with its group, for instance `deployments.apps`. */
export function publishedMergeType(resource: string): MergeType {
  const type =
    SPECS.get(resource) ??
    (resource.endsWith('.istio.io') ? OPEN_STATUS : struct());
  return withMetadata(type);
}

/** Every object's metadata is merged alike, custom resources' too. */
export function withMetadata(type: MergeType): MergeType {
  return type.kind === 'map'
    ? { ...type, fields: new Map([...type.fields, ['metadata', metadata]]) }
    : type;
}
