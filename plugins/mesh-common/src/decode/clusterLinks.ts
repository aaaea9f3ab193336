import { compareText, NO_LABELS, ObjectRecord } from '../model/record';
import {
  CLUSTER_LINKS,
  ClusterLink,
  ClusterLinksRecord,
} from '../model/records/clusterLinks';
import { ClusterName } from '../model/refs';
import { decoder } from './decoder';
import { Field } from './field';

const MULTI_CLUSTER_LABEL = 'istio/multiCluster';

/** Decoder of the ConfigMap `meshwise-links`: each key is the name of a remote Secret, its value the names of that Secret's data keys. @public */
export const decodeClusterLinks = decoder<ClusterLinksRecord>(
  (object, metadata) => ({
    ...metadata,
    links: inIstiodsOrder(
      object
        .get('data')
        .entries()
        .flatMap(([source, clusterIds]) =>
          namesIn(clusterIds).map(clusterId => ({
            source,
            clusterId,
            cluster: undefined,
          })),
        ),
    ),
  }),
);

/** What is not a list of names is refused, so that nothing else is ever kept. */
function namesIn(field: Field): readonly string[] {
  const names = field
    .textOr('')
    .split(/[\s,]+/)
    .filter(name => name !== '');
  if (!names.every(name => /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/.test(name)))
    throw field.malformed('must be a list of cluster IDs');
  return names;
}

/** A remote Secret as far as anybody may see it: its name, and the names of its data keys. @public */
export interface RemoteSecret {
  readonly namespace: string;
  readonly name: string;
  readonly clusterIds: readonly string[];
}

/** Reads label, name and names of data keys of a Secret in a folder; never a value. `undefined` for whatever is not a remote Secret. Reference 1.2. @public */
export function decodeRemoteSecret(raw: unknown): RemoteSecret | undefined {
  const object = Field.root(raw);
  try {
    const metadata = object.get('metadata');
    if (
      object.get('kind').text() !== 'Secret' ||
      object.get('apiVersion').text() !== 'v1' ||
      metadata.get('labels').get(MULTI_CLUSTER_LABEL).text() !== 'true'
    )
      return undefined;
    return {
      namespace: metadata.get('namespace').textOr(''),
      name: metadata.get('name').requiredText(),
      clusterIds: [
        ...object.get('data').keys(),
        ...object.get('stringData').keys(),
      ],
    };
  } catch {
    return undefined;
  }
}

/** The record that all remote Secrets of a namespace amount to. @public */
export function linksFromSecrets(
  namespace: string,
  secrets: readonly RemoteSecret[],
  clusterOf: (clusterId: string) => ClusterName | undefined,
): ClusterLinksRecord {
  const links = secrets
    .filter(secret => secret.namespace === namespace)
    .flatMap(({ name, clusterIds }) =>
      clusterIds.map(clusterId => ({
        source: name,
        clusterId,
        cluster: clusterOf(clusterId),
      })),
    );
  return { ...unnamedObject(namespace), links: inIstiodsOrder(links) };
}

/** Order of Secret names, then of data keys: Istio itself starts remotes side by side. */
function inIstiodsOrder<L extends ClusterLink & { readonly clusterId: string }>(
  links: readonly L[],
): readonly L[] {
  return [...links].sort(
    (a, b) =>
      compareText(a.source, b.source) || compareText(a.clusterId, b.clusterId),
  );
}

function unnamedObject(namespace: string): ObjectRecord {
  return {
    namespace,
    name: CLUSTER_LINKS,
    uid: '',
    created: 0,
    deleting: false,
    labels: NO_LABELS,
    annotations: NO_LABELS,
  };
}
