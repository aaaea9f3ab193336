import { MeshSettings } from '../model/meshConfig';
import { MeshConfigRecord } from '../model/records/meshConfig';
import { Mesh } from '../model/mesh';
import { Labels } from '../model/record';
import { ClusterName } from '../model/refs';

/** An istiod as far as its further mesh config is concerned. */
interface SharedBy {
  /** Cluster from which it reads its configuration, which an external one does not run in. */
  readonly configCluster: ClusterName | undefined;
  readonly namespace: string;
  readonly env: Labels;
}

/** The further mesh config that lies beneath that of the revision; `unseen`: one is named, and there is nothing to be seen of it. Reference 1.3. */
export function sharedMeshConfig(
  mesh: Mesh,
  { configCluster, namespace, env }: SharedBy,
): MeshConfigRecord | 'none' | 'unseen' {
  const name = env.get('SHARED_MESH_CONFIG');
  if (!name) return 'none';
  if (configCluster === undefined) return 'unseen';
  return mesh.get(configCluster, 'MeshConfig', { namespace, name }) ?? 'unseen';
}

/**
 * The mesh config of a revision over the shared one: what it writes replaces what the other writes, as a whole, and aliases of the trust
 * domain add up. Mesh networks are those of the revision. Reference 1.3.
 */
export function overShared(
  own: MeshConfigRecord | undefined,
  shared: MeshConfigRecord,
): MeshConfigRecord {
  if (!own) return shared;
  const settings = { ...shared.settings };
  for (const key of own.written) replace(settings, own.settings, key);
  return {
    ...own,
    written: new Set([...shared.written, ...own.written]),
    settings: {
      ...settings,
      trustDomainAliases: [
        ...new Set([
          ...shared.settings.trustDomainAliases,
          ...own.settings.trustDomainAliases,
        ]),
      ],
    },
  };
}

function replace<K extends keyof MeshSettings>(
  settings: { -readonly [P in keyof MeshSettings]: MeshSettings[P] },
  by: MeshSettings,
  key: K,
): void {
  settings[key] = by[key];
}
