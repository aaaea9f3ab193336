import {
  answer,
  ClusterName,
  deploymentModel,
  Memo,
  serviceKey,
} from '@meshwise/backstage-plugin-mesh-common';
import type {
  MeshClusterResource,
  MeshServiceResource,
  MeshTenantResource,
} from '@meshwise/backstage-plugin-mesh-node';
import type { CatalogOwnership } from '../ownership/CatalogOwnership';
import type { MeshStore } from '../store/MeshStore';
import { tenantsOf } from './tenantsOf';

/** The resources of the mesh as permission rules see them. */
export class MeshResources {
  static create(options: {
    readonly store: MeshStore;
    readonly ownership: CatalogOwnership;
    readonly memo: Memo;
  }): MeshResources {
    return new MeshResources(options.store, options.ownership, options.memo);
  }

  private constructor(
    private readonly store: MeshStore,
    private readonly ownership: CatalogOwnership,
    private readonly memo: Memo,
  ) {}

  /** A cluster by its name; `undefined` if it is not configured. */
  cluster(name: ClusterName): MeshClusterResource | undefined {
    if (!this.store.clusters().some(cluster => cluster.name === name)) {
      return undefined;
    }
    const snapshot = this.store.snapshot();
    const { value } = answer(snapshot, deploymentModel, undefined, this.memo);
    const position = value.clusters.find(({ cluster }) => cluster === name);
    const meshes = position?.mesh === undefined ? [] : [position.mesh];
    return { name, meshes };
  }

  /** A service by `namespace/name`, whether it was seen or not; `undefined` if the text is no such name. */
  async service(key: string): Promise<MeshServiceResource | undefined> {
    const [namespace, name] = key.split('/');
    if (name === undefined || key !== serviceKey({ namespace, name })) {
      return undefined;
    }
    const ownerRefs = await this.ownership.ownersOf(
      { namespace, name },
      this.store.snapshot(),
    );
    return { service: key, namespace, ownerRefs };
  }

  /** A tenant by the name of its group. */
  tenant(name: string): MeshTenantResource | undefined {
    // Group names are entity names: lower-cased in references, exact in labels.
    const groupRef = `group:default/${name.toLocaleLowerCase('en-US')}`;
    return name === '' ? undefined : { name, groupRef };
  }

  /** Names of the tenants that own a namespace; more than one where clusters disagree. */
  tenantsOf(namespace: string): readonly string[] {
    return tenantsOf({
      snapshot: this.store.snapshot(),
      memo: this.memo,
      namespace,
      known: () => true,
    });
  }
}
