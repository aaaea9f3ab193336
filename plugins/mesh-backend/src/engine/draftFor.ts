import {
  ClusterName,
  Memo,
  onboardNamespace,
  PROTECTED_NAMESPACES,
} from '@meshwise/backstage-plugin-mesh-common';
import type { MeshConfig } from '../config';
import type { Drafter } from '../operations/Planner';
import type { CatalogOwnership } from '../ownership/CatalogOwnership';
import type { MeshStore } from '../store/MeshStore';

/** Asks the intent of a request with what the backend knows and the caller may see. */
export function draftFor(options: {
  readonly store: MeshStore;
  readonly ownership: CatalogOwnership;
  readonly config: MeshConfig;
  readonly memo: Memo;
  writable(cluster: ClusterName): boolean;
}): Drafter {
  const { store, ownership, config, memo } = options;
  const { tenantRole, separateClusters } = config;
  const protectedNamespaces = [
    ...PROTECTED_NAMESPACES,
    ...config.protectedNamespaces,
  ];
  return async ({ parameters }, { credentials, sees }) => {
    const tenant = await ownership.tenant(parameters.tenant, credentials);
    const clusters = store
      .clusters()
      .map(({ name }) => [name, { writable: options.writable(name) }] as const);
    return onboardNamespace(store.snapshot(), parameters, {
      protectedNamespaces,
      tenant,
      tenantRole,
      clusters: new Map(clusters),
      separateClusters,
      sees,
      memo,
    });
  };
}
