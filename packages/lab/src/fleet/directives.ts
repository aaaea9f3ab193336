import { describeObject, KubernetesObject } from '../kubernetesObject';

const PREFIX = 'lab.meshwise.io/';

/** What a manifest tells the lab in annotations. They are taken off before the object reaches a cluster. */
export interface Directives {
  /** Revision the running pods were injected with, whatever the labels say today; `none` for pods without a proxy. */
  readonly injectedRevision?: string;
  /** How many pods are ready; all of them without it. */
  readonly readyReplicas?: number;
  /** Version of the running proxies. */
  readonly proxyVersion?: string;
  /** Cluster id the running proxies claim. */
  readonly clusterId?: string;
  /** Field manager that applied the object. */
  readonly fieldManager?: string;
}

/** Splits an object into what the cluster gets and what the lab was told. */
export function takeDirectives(object: KubernetesObject): {
  readonly object: KubernetesObject;
  readonly directives: Directives;
} {
  const { annotations } = object.metadata;
  const directives = new Map<string, string>();
  const kept: [string, string][] = [];
  for (const [key, value] of Object.entries(annotations ?? {})) {
    if (key.startsWith(PREFIX)) {
      directives.set(key.slice(PREFIX.length), value);
    } else {
      kept.push([key, value]);
    }
  }
  if (directives.size === 0) {
    return { object, directives: {} };
  }
  return {
    object: {
      ...object,
      metadata: {
        ...object.metadata,
        annotations: kept.length > 0 ? Object.fromEntries(kept) : undefined,
      },
    },
    directives: parse(directives, object),
  };
}

function parse(
  annotations: ReadonlyMap<string, string>,
  object: KubernetesObject,
): Directives {
  const directives: { -readonly [name in keyof Directives]: Directives[name] } =
    {};
  for (const [name, value] of annotations) {
    switch (name) {
      case 'injected-revision':
        directives.injectedRevision = value;
        break;
      case 'ready-replicas':
        directives.readyReplicas = Number(value);
        break;
      case 'proxy-version':
        directives.proxyVersion = value;
        break;
      case 'cluster-id':
        directives.clusterId = value;
        break;
      case 'field-manager':
        directives.fieldManager = value;
        break;
      default:
        throw new Error(
          `${describeObject(
            object,
          )} has the annotation ${PREFIX}${name}, which the lab does not know`,
        );
    }
  }
  return directives;
}
