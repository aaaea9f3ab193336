import { decodeCertificates } from '../../decode/certificate';
import { decode } from '../../decode/decoders';
import { Field } from '../../decode/field';
import { Change } from '../../model/change';
import { MeshSettings } from '../../model/meshConfig';
import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { Manifest } from '../plan';

/** Settings that come from `caCertificates` of mesh config. */
const FROM_AUTHORITIES: readonly (keyof MeshSettings)[] = [
  'caTrustDomains',
  'caCertificates',
  'caFromUrl',
];

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
              written: writtenWith(config.written, manifest),
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

/** A list that is not written, other than an empty one, leaves that of a shared mesh config in force. */
function writtenWith(
  known: ReadonlySet<keyof MeshSettings>,
  manifest: Manifest,
): ReadonlySet<keyof MeshSettings> {
  const list = Field.root(manifest)
    .get('spec')
    .get('values')
    .get('meshConfig')
    .get('caCertificates');
  const others = [...known].filter(key => !FROM_AUTHORITIES.includes(key));
  return new Set(list.present ? [...others, ...FROM_AUTHORITIES] : others);
}
