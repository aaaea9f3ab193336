import { answeredSchema } from './answerSchemas';
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

const member = {
  controlPlane: ref('ControlPlaneKey'),
  revision: text,
  'version?': text,
  ready: count,
  replicas: count,
  proxies: count,
  readyProxies: count,
  by: oneOf('label', 'proxies', 'twin'),
};

/** Control planes by flow, the proxies of each, and who discovers whom. */
export const controlPlaneSchemas = {
  ObservedControlPlane: {
    allOf: [
      ref('ControlPlane'),
      object({
        deployment: text,
        serves: listOf(
          object({
            cluster: text,
            counted: {
              ...flag,
              description: 'False: there may be more proxies than were seen.',
            },
            all: count,
            ready: count,
            namespaces: count,
            versions: listOf(object({ 'version?': text, proxies: count })),
            pending: listOf(object({ namespace: text, pods: count })),
          }),
        ),
      }),
    ],
  },
  FlowMember: object(member),
  ClusterFlows: object({
    cluster: text,
    layout: oneOf('shared', 'split', 'none', 'unknown'),
    flows: listOf(
      object({
        flow: oneOf('ingress', 'application', 'egress'),
        'active?': ref('FlowMember'),
        standby: listOf(
          object({
            ...member,
            'equality?': object({
              version: flag,
              settings: listOf(text),
              roots: { oneOf: [flag, oneOf('unknown')] },
              configuration: flag,
            }),
          }),
        ),
        gaps: listOf(text),
      }),
    ),
  }),
  ControlPlaneLinks: object({
    cluster: text,
    namespace: text,
    deployment: text,
    clusterId: text,
    known: oneOf('configured', 'listed', 'assumed'),
    toldBy: ref('ObjectRef'),
    links: listOf(
      object({
        cluster: text,
        clusterId: text,
        'ownId?': text,
        network: text,
        claimedNetworks: listOf(text),
      }),
    ),
    strangers: listOf(text),
  }),
  FleetControlPlanes: object({
    controlPlanes: listOf(ref('ObservedControlPlane')),
    flows: listOf(ref('ClusterFlows')),
    links: object({
      controlPlanes: listOf(ref('ControlPlaneLinks')),
      oneWay: listOf(object({ from: text, to: text })),
    }),
    unseen: listOf(text),
  }),
  DocumentedChange: object({
    code: text,
    since: count,
    'until?': count,
    source: text,
    what: text,
  }),
  UpgradeDiff: object({
    controlPlane: ref('ControlPlaneKey'),
    'from?': text,
    to: text,
    verdict: oneOf('unchanged', 'changed', 'unknown'),
    changes: listOf(ref('DocumentedChange')),
    effects: listOf(
      object({
        host: text,
        aspect: oneOf('endpoints', 'failover', 'mtls', 'routes', 'load'),
        now: listOf(text),
        then: listOf(text),
        callers: object({
          cluster: text,
          namespace: text,
          name: text,
          pods: count,
          client: object({ cluster: text, namespace: text, pod: text }),
        }),
        causes: listOf(ref('DocumentedChange')),
      }),
    ),
    unknowns: listOf(text),
    gaps: listOf(ref('Gap')),
  }),
  AnsweredUpgrade: answeredSchema('UpgradeDiff'),
  AnsweredControlPlanes: answeredSchema('FleetControlPlanes'),
} satisfies Record<string, Schema>;
