import { answeredSchema } from './answerSchemas';
import {
  count,
  flag,
  instant,
  listOf,
  object,
  oneOf,
  ref,
  Schema,
  text,
} from './schema';

const nameTrust = oneOf('yes', 'no', 'unknown');

/** Roots, who accepts whom, and rotations. */
export const fleetTrustSchemas = {
  Certificate: object(
    {
      fingerprint: {
        ...text,
        description: 'SHA-256 of the DER form, in hexadecimal digits.',
      },
      'content?': object({
        subject: text,
        issuer: text,
        notBefore: instant,
        notAfter: instant,
        'subjectKeyId?': text,
        publicKey: text,
      }),
    },
    'A public certificate. Without content: its bytes are not a certificate.',
  ),
  TrustBundle: object({
    certificates: listOf(ref('Certificate')),
    namespaces: listOf(text),
  }),
  TrustParty: object({
    cluster: text,
    controlPlanes: listOf(ref('ControlPlaneKey')),
    'trustDomain?': text,
    aliases: listOf(text),
    furtherTrustDomains: listOf(text),
    anyTrustDomain: flag,
    bundles: listOf(ref('TrustBundle')),
    furtherRoots: listOf(ref('Certificate')),
    hiddenRoots: flag,
    known: flag,
  }),
  TrustMatrix: object({
    parties: listOf(ref('TrustParty')),
    cells: listOf(
      object({
        truster: count,
        trusted: count,
        verdict: oneOf('yes', 'no', 'partly', 'unknown'),
        roots: object({
          code: oneOf('yes', 'no', 'partly', 'unknown'),
          because: text,
          'refusing?': listOf(text),
        }),
        asClient: nameTrust,
        asServer: nameTrust,
      }),
    ),
  }),
  Rotation: object({
    mesh: text,
    stage: oneOf('S0', 'S1', 'S1-S2', 'S3', 'broken', 'unknown'),
    'old?': ref('Certificate'),
    'new?': ref('Certificate'),
    places: listOf(
      object({
        cluster: text,
        namespace: text,
        holds: oneOf('old', 'both', 'new', 'neither'),
      }),
    ),
    gates: listOf(
      object({
        before: oneOf('S2', 'S3'),
        code: oneOf('bundles', 'signing', 'workloads', 'control-planes'),
        state: oneOf('passed', 'open', 'unknown'),
        message: text,
        clusters: listOf(text),
      }),
    ),
  }),
  FleetTrust: object({
    roots: listOf(
      object({
        certificate: ref('Certificate'),
        expiry: oneOf('expired', 'error', 'warning', 'fine', 'unknown'),
        'daysLeft?': { type: 'integer' },
        places: listOf(
          object({
            cluster: text,
            namespaces: listOf(text),
            without: listOf(text),
            clusterTrustBundles: listOf(text),
            meshConfigs: listOf(text),
          }),
        ),
      }),
    ),
    unseen: {
      ...listOf(text),
      description: 'Clusters whose bundles cannot be seen completely.',
    },
    matrix: ref('TrustMatrix'),
    rotations: listOf(ref('Rotation')),
  }),
  AnsweredTrust: answeredSchema('FleetTrust'),
} satisfies Record<string, Schema>;
