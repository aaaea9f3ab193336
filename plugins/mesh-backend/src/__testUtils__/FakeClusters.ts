import type {
  ClusterName,
  Manifest,
} from '@meshwise/backstage-plugin-mesh-common';
import type {
  ApplyOptions,
  ApplyResult,
  DeleteOptions,
  DeleteResult,
  GetResult,
  ObjectWriter,
  ObjectWriters,
  StoredObject,
  WritableRef,
} from '../kubernetes/ObjectWriter';
import type { FieldOwner } from '../kubernetes/fieldOwners';
import { objectName } from '../operations/manifestObject';

interface Stored {
  readonly object: StoredObject;
  readonly owners: readonly FieldOwner[];
}

/** One write that was asked for. */
export interface RecordedWrite {
  readonly cluster: ClusterName;
  readonly object: string;
  readonly dryRun: boolean;
}

/** Answers instead of applying; `undefined` lets the write through. */
export type Interceptor = (
  write: RecordedWrite & { readonly manifest: Manifest },
) => Promise<ApplyResult | undefined> | ApplyResult | undefined;

/**
 * API servers in memory, as far as operations notice: one owner per object, no schema, no list merging. What real ones
 * do with ownership and validation is tested against a lab.
 */
export class FakeClusters implements ObjectWriters {
  static create(clusters: readonly ClusterName[]): FakeClusters {
    return new FakeClusters(new Map(clusters.map(name => [name, new Map()])));
  }

  /** All writes that were asked for, in order. */
  readonly writes: RecordedWrite[] = [];
  intercept: Interceptor = () => undefined;
  /** Rights that users do not have: `user verb kind namespace/name in cluster`. */
  readonly denied = new Set<string>();
  /** Clusters of which nothing can be read. */
  readonly silent = new Set<ClusterName>();
  /** Objects that nobody may delete: `kind namespace/name in cluster`. */
  readonly kept = new Set<string>();
  /** How many milliseconds clocks of clusters are ahead. */
  readonly clocksAhead = new Map<ClusterName, number>();
  private version = 1;

  private constructor(
    private readonly clusters: ReadonlyMap<ClusterName, Map<string, Stored>>,
  ) {}

  /** Writes that changed something. */
  get realWrites(): readonly RecordedWrite[] {
    return this.writes.filter(({ dryRun }) => !dryRun);
  }

  /** Puts an object there as somebody else. */
  seed(cluster: ClusterName, manifest: Manifest, manager = 'kubectl'): void {
    this.store(cluster, manifest, manager);
  }

  /** Takes an object away as somebody else. */
  forget(cluster: ClusterName, name: string): void {
    this.clusters.get(cluster)?.delete(name);
  }

  object(cluster: ClusterName, name: string): StoredObject | undefined {
    return this.clusters.get(cluster)?.get(name)?.object;
  }

  writable(cluster: ClusterName): boolean {
    return this.clusters.has(cluster);
  }

  async open(cluster: ClusterName) {
    if (!this.clusters.has(cluster)) {
      const message = `mesh.writers names no writer for ${cluster}`;
      return { code: 'refused', reason: 'no-writer', message } as const;
    }
    const writer: ObjectWriter = {
      cluster,
      clockAheadMs: this.clocksAhead.get(cluster) ?? 0,
      get: async ref => this.get(cluster, ref),
      apply: (manifest, options) => this.apply(cluster, manifest, options),
      delete: async (ref, options) => this.delete(cluster, ref, options),
      may: async ({ user }, { verb, ref }) => {
        const right = `${user} ${verb} ${pathOf(ref)} in ${cluster}`;
        return { code: this.denied.has(right) ? 'denied' : 'allowed' };
      },
    };
    return { code: 'open', writer } as const;
  }

  private get(cluster: ClusterName, ref: WritableRef): GetResult {
    if (this.silent.has(cluster)) {
      const reason = 'nothing listens';
      return { code: 'unreachable', reason, outcome: 'not-sent' };
    }
    const stored = this.clusters.get(cluster)?.get(pathOf(ref));
    return stored ? { code: 'found', ...stored } : { code: 'absent' };
  }

  private delete(
    cluster: ClusterName,
    ref: WritableRef,
    { uid, resourceVersion, dryRun, auditId }: DeleteOptions,
  ): DeleteResult {
    const object = pathOf(ref);
    this.writes.push({ cluster, object, dryRun });
    const known = this.object(cluster, object)?.metadata;
    if (!known) return { code: 'absent' };
    if (!dryRun && this.kept.has(`${object} in ${cluster}`)) {
      return { code: 'not-allowed', message: 'no right' };
    }
    if (
      uid !== known.uid ||
      (resourceVersion ?? known.resourceVersion) !== known.resourceVersion
    ) {
      return { code: 'changed', message: 'the object has been modified' };
    }
    if (!dryRun) this.clusters.get(cluster)?.delete(object);
    return { code: 'deleted', auditId };
  }

  private async apply(
    cluster: ClusterName,
    manifest: Manifest,
    { fieldManager, dryRun, resourceVersion, uid, auditId }: ApplyOptions,
  ): Promise<ApplyResult> {
    const object = objectName(manifest);
    const write = { cluster, object, dryRun };
    this.writes.push(write);
    const instead = await this.intercept({ ...write, manifest });
    if (instead) return instead;
    const { namespace } = manifest.metadata;
    if (namespace && !this.object(cluster, `Namespace ${namespace}`)) {
      const message = `namespaces "${namespace}" not found`;
      return { code: 'namespace-missing', message };
    }
    const known = this.object(cluster, object)?.metadata;
    if (
      (uid ?? known?.uid) !== known?.uid ||
      (resourceVersion ?? known?.resourceVersion) !== known?.resourceVersion
    ) {
      return { code: 'changed', message: 'the object has been modified' };
    }
    const before = this.clusters.get(cluster)?.get(object);
    const after = this.store(cluster, manifest, fieldManager);
    if (dryRun) this.restore(cluster, object, before);
    return { code: 'applied', object: after, auditId };
  }

  private store(cluster: ClusterName, manifest: Manifest, manager: string) {
    const name = objectName(manifest);
    const before = this.clusters.get(cluster)?.get(name);
    const metadata = {
      ...before?.object.metadata,
      ...manifest.metadata,
      labels: {
        ...before?.object.metadata.labels,
        ...manifest.metadata.labels,
      },
      uid: before?.object.metadata.uid ?? `uid-${this.version}`,
      resourceVersion: String(this.version++),
    };
    const object = { ...before?.object, ...manifest, metadata };
    const { apiVersion: _, kind: __, ...fields } = manifest;
    const owner = { manager, operation: 'Apply', subresource: '', fields };
    const others = (before?.owners ?? []).filter(
      known => known.manager !== manager,
    );
    const owners = [...others, owner];
    this.clusters.get(cluster)?.set(name, { object, owners });
    return object;
  }

  private restore(cluster: ClusterName, name: string, before?: Stored) {
    if (before) this.clusters.get(cluster)?.set(name, before);
    else this.clusters.get(cluster)?.delete(name);
  }
}

function pathOf({ kind, namespace, name }: WritableRef): string {
  return `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}
