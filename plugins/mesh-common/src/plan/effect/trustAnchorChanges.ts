import { decodeCertificates } from '../../decode/certificate';
import { decode } from '../../decode/decoders';
import { Field } from '../../decode/field';
import { Change } from '../../model/change';
import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { Manifest } from '../plan';

/** What the Sail operator makes of the roots that are applied to an Istio: they become those of the mesh config of its active revision. */
export function trustAnchorChanges(
  snapshot: Snapshot,
  cluster: ClusterName,
  manifest: Manifest,
): readonly Change[] {
  const decoded = decode('Istio', manifest);
  if (decoded.code !== 'decoded') return [];
  const { authorities } = decoded.record;
  const known = snapshot.view(cluster, 'Istio')?.table.get(decoded.record);
  if (!known) return [];
  const revision = known.activeRevision ?? known.name;
  const config = snapshot.view(cluster, 'MeshConfig')?.table.get({
    namespace: known.controlPlaneNamespace,
    name: revision === 'default' ? 'istio' : `istio-${revision}`,
  });
  const istio = { ...known, authorities };
  return [
    { code: 'apply', cluster, kind: 'Istio', record: istio },
    ...(config
      ? [
          {
            code: 'apply' as const,
            cluster,
            kind: 'MeshConfig' as const,
            record: {
              ...config,
              settings: {
                ...config.settings,
                caTrustDomains: authorities.flatMap(
                  ({ trustDomains }) => trustDomains,
                ),
                caCertificates: authorities.flatMap(({ pem }) =>
                  decodeCertificates(Field.root(pem ?? '')),
                ),
                caFromUrl: authorities.some(
                  ({ spiffeBundleUrl }) => spiffeBundleUrl !== undefined,
                ),
              },
            },
          },
        ]
      : []),
  ];
}
