import { answeredSchema, partSchema } from './answerSchemas';
import {
  count,
  flag,
  listOf,
  object,
  oneOf,
  ref,
  Schema,
  text,
} from './schema';

const guard = oneOf('sidecar', 'ztunnel', 'none', 'unknown');
const mode = oneOf('STRICT', 'PERMISSIVE', 'DISABLE', 'unknown');

const verdict = (...codes: readonly string[]) =>
  object({
    code: oneOf(
      'allow',
      'deny',
      'depends',
      'not-enforced',
      'unknown',
      ...codes,
    ),
    'because?': oneOf('denied', 'not-allowed'),
    'by?': listOf(ref('ObjectRef')),
    'on?': listOf(text),
    'reason?': text,
  });

/** Identity, roots, trust and access of a service. */
export const serviceTrustSchemas = {
  WorkloadIdentity: object({
    serviceAccount: text,
    pods: count,
    guard,
    'controlPlane?': ref('ControlPlaneKey'),
    'spiffeId?': text,
  }),
  ServiceRoot: object({
    certificate: ref('Certificate'),
    places: listOf(
      object({
        cluster: text,
        own: {
          ...oneOf('holds', 'lacks', 'no-bundle', 'unknown'),
          description: 'Whether workloads in the namespace start with it.',
        },
        namespaces: count,
        without: count,
        clusterTrustBundles: listOf(text),
        meshConfigs: listOf(text),
      }),
    ),
  }),
  ServerMtls: object({
    cluster: text,
    groups: listOf(
      object({
        pods: listOf(text),
        guard,
        'configCluster?': text,
        mode,
        ports: listOf(object({ port: count, mode })),
        from: listOf(ref('ObjectRef')),
        portNames: { type: 'object', additionalProperties: text },
      }),
    ),
  }),
  AccessVerdict: verdict(),
  CallerVerdict: object({ cluster: text, verdict: ref('AccessVerdict') }),
  NamespaceAccess: object({
    namespace: text,
    tenants: listOf(text),
    from: listOf(text),
    told: {
      ...flag,
      description: 'Some workload there is told of the service.',
    },
    verdicts: listOf(ref('CallerVerdict')),
    accounts: listOf(
      object({
        serviceAccount: text,
        trustDomain: text,
        verdicts: listOf(ref('CallerVerdict')),
      }),
    ),
  }),
  ServiceAccess: object({
    open: {
      ...listOf(text),
      description: 'Clusters in which no policy restricts anybody.',
    },
    plaintext: listOf(
      object({ cluster: text, verdict: verdict('needs-mtls') }),
    ),
    namespaces: listOf(ref('NamespaceAccess')),
    more: count,
    untrusted: {
      ...listOf(text),
      description: 'Clusters whose certificates the service does not accept.',
    },
  }),
  ServiceTrustView: object({
    service: ref('ServiceRef'),
    identities: partSchema(
      listOf(
        object({ cluster: text, identities: listOf(ref('WorkloadIdentity')) }),
      ),
    ),
    roots: partSchema(listOf(ref('ServiceRoot'))),
    matrix: partSchema(ref('TrustMatrix')),
    rotations: listOf(partSchema(ref('Rotation'))),
    mtls: partSchema(listOf(ref('ServerMtls'))),
    access: partSchema(ref('ServiceAccess')),
  }),
  AnsweredServiceTrust: answeredSchema('ServiceTrustView'),
} satisfies Record<string, Schema>;
