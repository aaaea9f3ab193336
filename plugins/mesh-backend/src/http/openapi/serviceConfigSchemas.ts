import { answeredSchema, partSchema } from './answerSchemas';
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

const notRead = [
  'other-config-cluster',
  'other-revision',
  'namespace-not-selected',
];

const lost = (...reasons: readonly string[]) =>
  listOf(
    object({ object: ref('ObjectRef'), reason: oneOf(...notRead, ...reasons) }),
  );

const lostPolicies = lost(
  'other-workloads',
  'attached',
  'selector-in-root',
  'lost-to-older',
  'overridden',
  'says-nothing',
  'not-enforced',
  'matches-nothing',
);

/** Which configuration decides about a service, and why other objects do not. */
export const serviceConfigSchemas = {
  AnsweringControlPlane: object(
    {
      cluster: text,
      namespace: text,
      deployment: text,
      revision: text,
      'version?': text,
      rulesOf: {
        ...count,
        description: 'Minor version of Istio 1 whose rules were applied.',
      },
      configCluster: text,
      mesh: text,
      domain: text,
      links: {
        ...oneOf('configured', 'listed', 'assumed'),
        description: 'How it is known which clusters it watches.',
      },
    },
    'The control plane by whose rules something was decided.',
  ),
  InForce: object(
    {
      objects: listOf(ref('ObjectRef')),
      others: lost(
        'not-exported',
        'not-for-this-client',
        'not-imported',
        'shadowed',
        'lost-to-another',
      ),
    },
    'What counts, the deciding one first, and what does not, with the reason.',
  ),
  CallerConfig: object({
    controlPlane: ref('AnsweringControlPlane'),
    callers: listOf(object({ cluster: text, namespace: text, pods: count })),
    config: object({
      'configCluster?': text,
      visible: flag,
      'sidecar?': ref('ObjectRef'),
      definitions: listOf(ref('ObjectRef')),
      destinationRules: ref('InForce'),
      routes: ref('InForce'),
    }),
  }),
  ServerConfig: object({
    cluster: text,
    'controlPlane?': ref('AnsweringControlPlane'),
    policies: object({
      pods: listOf(text),
      guard: oneOf('sidecar', 'ztunnel', 'none', 'unknown'),
      'controlPlane?': ref('ControlPlaneKey'),
      'configCluster?': text,
      peerAuthentications: object({
        objects: listOf(ref('ObjectRef')),
        others: lostPolicies,
      }),
      authorizationPolicies: object({
        objects: listOf(
          object({
            object: ref('ObjectRef'),
            action: oneOf('ALLOW', 'DENY', 'CUSTOM'),
          }),
        ),
        others: lostPolicies,
      }),
      'waypoint?': text,
    }),
    limited: {
      ...flag,
      description: 'Istio itself calls its support for this alpha.',
    },
  }),
  WaypointConfig: object(
    {
      cluster: text,
      controlPlane: ref('AnsweringControlPlane'),
      waypoint: ref('ObjectRef'),
      ready: count,
      pods: count,
      routes: ref('InForce'),
      destinationRules: ref('InForce'),
      policies: listOf(ref('ObjectRef')),
    },
    'What the waypoint of the service applies to requests. Limited: what a waypoint is given was never recorded from Istio.',
  ),
  FieldDifference: object({
    field: { ...text, description: 'Path within spec.' },
    variants: listOf(
      object({
        clusters: listOf(text),
        code: oneOf('absent', 'shown', 'not-kept'),
        'text?': text,
      }),
    ),
  }),
  ServiceDrift: object({
    mesh: text,
    kind: text,
    namespace: text,
    name: text,
    readBy: oneOf('client', 'server'),
    primaries: listOf(text),
    drifts: listOf(ref('ObjectDrift')),
    fields: listOf(ref('FieldDifference')),
  }),
  ServiceConfigView: object({
    service: ref('ServiceRef'),
    callers: listOf(partSchema(ref('CallerConfig'))),
    servers: listOf(partSchema(ref('ServerConfig'))),
    waypoints: listOf(partSchema(ref('WaypointConfig'))),
    drift: listOf(ref('ServiceDrift')),
    withoutEffect: listOf(
      object({
        cluster: text,
        kind: text,
        namespace: text,
        name: text,
        readFrom: listOf(text),
      }),
    ),
    ages: listOf(object({ object: ref('ObjectRef'), created: instant })),
  }),
  AnsweredServiceConfig: answeredSchema('ServiceConfigView'),
} satisfies Record<string, Schema>;
