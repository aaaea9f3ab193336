import {
  describeObject,
  KubernetesObject,
  StringMap,
} from '../kubernetesObject';
import { Directives } from './directives';
import { accepts, claimOf } from './injection';
import { injectorOf } from './injector';
import {
  Container,
  Deployment,
  MutatingWebhookConfiguration,
  Pod,
  PodTemplate,
} from './manifests';
import { NodePool, Placement } from './NodePool';
import { injectSidecar } from './sidecar';
import { stableNumber, stableSuffix, stableUid } from './stableId';

/** The cluster that pods are made in. */
export interface PodsContext {
  readonly cluster: string;
  readonly objects: readonly KubernetesObject[];
  readonly webhooks: readonly MutatingWebhookConfiguration[];
  readonly namespaceLabels: ReadonlyMap<string, StringMap>;
  readonly nodes: NodePool;
  /** When the pods became ready. */
  readonly since: Date;
}

const TOPOLOGY = [
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
];

/** How many pods a Deployment wants. */
export function replicasOf({ spec }: Deployment): number {
  return spec.replicas ?? 1;
}

/** How many of them are ready. */
export function readyReplicasOf(
  deployment: Deployment,
  { readyReplicas }: Directives,
): number {
  return Math.min(
    readyReplicas ?? Number.MAX_SAFE_INTEGER,
    replicasOf(deployment),
  );
}

/** The pods of a Deployment as the deployment controller, the injector, the scheduler and the kubelets would have made them. */
export function podsOf(
  deployment: Deployment,
  directives: Directives,
  context: PodsContext,
): readonly Pod[] {
  const { name, namespace = 'default' } = deployment.metadata;
  const template = inject(deployment, directives, context);
  const hash = stableSuffix(9, JSON.stringify(deployment.spec.template));
  const replicaSet = `${name}-${hash}`;
  const offset = stableNumber(997, namespace, name);
  const ready = readyReplicasOf(deployment, directives);
  return Array.from({ length: replicasOf(deployment) }, (_, index) => {
    const placement = context.nodes.place(
      offset + index,
      template.spec.nodeSelector,
    );
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${replicaSet}-${stableSuffix(5, replicaSet, `${index}`)}`,
        namespace,
        labels: {
          ...template.metadata?.labels,
          'pod-template-hash': hash,
          ...topologyOf(placement),
        },
        annotations: template.metadata?.annotations,
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: replicaSet,
            uid: stableUid(context.cluster, namespace, replicaSet),
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        serviceAccountName: 'default',
        ...template.spec,
        nodeName: placement.node.metadata.name,
      },
      status: statusOf(template, placement, index < ready, context.since),
    };
  });
}

/** The API server copies these labels of the Node to its pods; written here, they are there on every engine. */
function topologyOf({ node }: Placement): StringMap {
  const labels = node.metadata.labels ?? {};
  return Object.fromEntries(
    TOPOLOGY.filter(key => key in labels).map(key => [key, labels[key]]),
  );
}

function inject(
  deployment: Deployment,
  directives: Directives,
  context: PodsContext,
): PodTemplate {
  const { template } = deployment.spec;
  const { name, namespace = 'default' } = deployment.metadata;
  const claim = claimOf(
    { name: namespace, labels: context.namespaceLabels.get(namespace) ?? {} },
    template,
    context.webhooks,
  );
  const told = directives.injectedRevision;
  const revision = told ?? claim?.revision;
  if (revision === undefined || revision === 'none') {
    return template;
  }
  const injector = injectorOf(
    revision,
    context.objects,
    claim?.revision === revision ? claim : undefined,
  );
  if (told === undefined && !accepts(template, injector.policy)) {
    return template;
  }
  const proxyVersion = directives.proxyVersion ?? injector.version;
  if (proxyVersion === undefined) {
    throw new Error(
      `${describeObject(
        deployment,
      )} is injected by revision ${revision}, whose version neither the injector's values (global.tag) nor an istiod in the cluster tell; set one, or the annotation lab.meshwise.io/proxy-version`,
    );
  }
  return injectSidecar(template, {
    injector,
    proxyVersion,
    clusterId: directives.clusterId ?? injector.clusterId ?? context.cluster,
    workload: name,
  });
}

function statusOf(
  { spec }: PodTemplate,
  { node, podIP }: Placement,
  ready: boolean,
  since: Date,
): Pod['status'] {
  const time = since.toISOString().replace(/\.\d+Z$/, 'Z');
  const condition = (type: string, met: boolean) => ({
    type,
    status: met ? 'True' : 'False',
    lastTransitionTime: time,
    ...(!met && {
      reason: 'ContainersNotReady',
      message: `containers with unready status: [${spec.containers[0].name}]`,
    }),
  });
  const hostIP = node.status?.addresses?.find(
    ({ type }) => type === 'InternalIP',
  )?.address;
  return {
    phase: 'Running',
    podIP,
    podIPs: [{ ip: podIP }],
    ...(hostIP && { hostIP, hostIPs: [{ ip: hostIP }] }),
    startTime: time,
    conditions: [
      condition('PodScheduled', true),
      condition('Initialized', true),
      condition('ContainersReady', ready),
      condition('Ready', ready),
    ],
    // Of a pod that is not ready, the application is what fails; its proxy runs.
    containerStatuses: spec.containers.map((container, index) =>
      containerStatus(container, ready || index > 0, time),
    ),
  } as Pod['status'];
}

function containerStatus(
  { name, image }: Container,
  ready: boolean,
  time: string,
) {
  return {
    name,
    image,
    imageID: '',
    ready,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: time } },
  };
}
