import { FIELD_MANAGER } from '../fieldManager';
import { describeObject, KubernetesObject } from '../kubernetesObject';
import { AddressPool } from './AddressPool';
import { Directives, takeDirectives } from './directives';
import { endpointSlicesOf } from './endpointSlices';
import { Deployment, isKind, Node, ofKind, Pod, Service } from './manifests';
import { NodePool } from './NodePool';
import { podsOf, readyReplicasOf, replicasOf } from './pods';

/** A cluster as its files describe it. */
export interface ClusterManifests {
  readonly name: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly objects: readonly KubernetesObject[];
  /** Start of the lab. */
  readonly now: Date;
}

/** An object to be created, and who creates it. */
export interface SeedObject {
  readonly object: KubernetesObject;
  readonly fieldManager: string;
}

/** How long the pods have been running when the lab starts. */
const UPTIME_MS = 24 * 60 * 60 * 1000;

/**
 * All objects of a running cluster, made from its manifests: what the controllers, the scheduler and the kubelets would have added
 * is added, because nothing of that runs here.
 */
export function materialise(cluster: ClusterManifests): readonly SeedObject[] {
  const taken = cluster.objects.map(takeDirectives);
  const objects = withClusterIPs(
    taken.map(({ object }) => object),
    cluster.serviceCidr,
  );
  const nodes = ofKind(objects, 'Node');
  const context = {
    cluster: cluster.name,
    objects,
    webhooks: ofKind(objects, 'MutatingWebhookConfiguration'),
    namespaceLabels: new Map(
      ofKind(objects, 'Namespace').map(({ metadata }) => [
        metadata.name,
        metadata.labels ?? {},
      ]),
    ),
    nodes: NodePool.create(nodes, cluster.podCidr),
    since: new Date(cluster.now.getTime() - UPTIME_MS),
  };
  const written: SeedObject[] = [];
  const pods: Pod[] = [];
  objects.forEach((object, index) => {
    const { directives } = taken[index];
    const fieldManager = directives.fieldManager ?? FIELD_MANAGER;
    if (isKind(object, 'Deployment')) {
      written.push({
        object: withStatus(object, directives),
        fieldManager,
      });
      try {
        pods.push(...podsOf(object, directives, context));
      } catch (error) {
        throw new Error(
          `${cluster.name}: ${describeObject(object)} gets no pods: ${
            error instanceof Error ? error.message : error
          }`,
          { cause: error },
        );
      }
    } else {
      written.push({ object, fieldManager });
    }
  });
  const nodesByName = new Map<string, Node>(
    nodes.map(node => [node.metadata.name, node]),
  );
  const slices = ofKind(objects, 'Service').flatMap(service =>
    endpointSlicesOf(service, pods, nodesByName),
  );
  return [
    ...written,
    ...[...pods, ...slices].map(object => ({
      object,
      fieldManager: FIELD_MANAGER,
    })),
  ];
}

function withStatus(
  deployment: Deployment,
  directives: Directives,
): KubernetesObject {
  const replicas = replicasOf(deployment);
  const ready = readyReplicasOf(deployment, directives);
  return {
    ...deployment,
    status: deployment.status ?? {
      observedGeneration: 1,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: ready,
      availableReplicas: ready,
      ...(ready < replicas && { unavailableReplicas: replicas - ready }),
    },
  };
}

/** Gives every Service that wants a ClusterIP the same one at every start. */
function withClusterIPs(
  objects: readonly KubernetesObject[],
  serviceCidr: string,
): readonly KubernetesObject[] {
  const services = ofKind(objects, 'Service');
  const pool = AddressPool.create(
    serviceCidr,
    services.flatMap(({ spec }) => spec.clusterIP ?? []),
  );
  return objects.map(object => {
    if (!isKind(object, 'Service') || !wantsClusterIP(object)) {
      return object;
    }
    const clusterIP = pool.take();
    return {
      ...object,
      spec: { ...object.spec, clusterIP, clusterIPs: [clusterIP] },
    };
  });
}

function wantsClusterIP({ spec }: Service): boolean {
  return spec.clusterIP === undefined && spec.type !== 'ExternalName';
}
