import {
  decodeRemoteSecret,
  linksFromSecrets,
} from '../src/decode/clusterLinks';
import { ApplyChange } from '../src/model/change';
import { ClusterName } from '../src/model/refs';
import { merged } from './merged';

/** Kind, namespace and name of an object in a folder. */
interface Named {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The Secrets of a folder while its change is applied; what follows from them are the links of istiod. Values are never looked at. */
export class RemoteSecrets {
  static create(
    objects: ReadonlyMap<ClusterName, readonly unknown[]>,
  ): RemoteSecrets {
    return new RemoteSecrets(
      new Map(
        [...objects].map(([cluster, list]) => [
          cluster,
          list.filter(object => nameOf(object)?.kind === 'Secret'),
        ]),
      ),
    );
  }

  private constructor(
    private readonly secrets: Map<ClusterName, readonly unknown[]>,
  ) {}

  apply(cluster: ClusterName, object: unknown): readonly ApplyChange[] {
    const name = nameOf(object);
    if (!name) return [];
    const others = this.of(cluster).filter(secret => !isNamed(secret, name));
    return this.replace(cluster, name.namespace, [...others, object]);
  }

  delete(
    cluster: ClusterName,
    key: Omit<Named, 'kind'>,
  ): readonly ApplyChange[] {
    const others = this.of(cluster).filter(secret => !isNamed(secret, key));
    return this.replace(cluster, key.namespace, others);
  }

  relabel(
    cluster: ClusterName,
    key: Omit<Named, 'kind'>,
    labels: Readonly<Record<string, string | null>>,
  ): readonly ApplyChange[] {
    const changed = this.of(cluster).map(secret =>
      isNamed(secret, key) ? merged(secret, { metadata: { labels } }) : secret,
    );
    return this.replace(cluster, key.namespace, changed);
  }

  /** A data key is removed from every Secret. */
  forget(clusterId: string): void {
    for (const [cluster, secrets] of this.secrets)
      this.secrets.set(
        cluster,
        secrets.map(secret => merged(secret, { data: { [clusterId]: null } })),
      );
  }

  private of(cluster: ClusterName): readonly unknown[] {
    return this.secrets.get(cluster) ?? [];
  }

  private replace(
    cluster: ClusterName,
    namespace: string,
    secrets: readonly unknown[],
  ): readonly ApplyChange[] {
    this.secrets.set(cluster, secrets);
    const remote = secrets.flatMap(secret => decodeRemoteSecret(secret) ?? []);
    const record = linksFromSecrets(namespace, remote, clusterId =>
      this.secrets.has(clusterId) ? clusterId : undefined,
    );
    return [{ code: 'apply', cluster, kind: 'ClusterLinks', record }];
  }
}

function isNamed(
  object: unknown,
  { namespace, name }: Omit<Named, 'kind'>,
): boolean {
  const known = nameOf(object);
  return known?.namespace === namespace && known.name === name;
}

function nameOf(object: unknown): Named | undefined {
  const { kind, metadata } = (object ?? {}) as {
    kind?: unknown;
    metadata?: { namespace?: unknown; name?: unknown };
  };
  const { namespace = '', name } = metadata ?? {};
  return typeof kind === 'string' &&
    typeof namespace === 'string' &&
    typeof name === 'string'
    ? { kind, namespace, name }
    : undefined;
}
