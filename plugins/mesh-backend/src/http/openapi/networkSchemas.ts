import { answeredSchema } from './answerSchemas';
import { count, listOf, object, oneOf, ref, Schema, text } from './schema';

const pods = object({ all: count, ready: count });

const address = { address: text, port: count, hbonePort: count };

/** Networks, their gateways, and how clusters get to each other. */
export const networkSchemas = {
  EastWestGateway: object({
    network: text,
    cluster: text,
    object: ref('ObjectRef'),
    class: text,
    addresses: listOf(object(address)),
    knownBy: listOf(ref('ControlPlaneKey')),
    'hosts?': listOf(text),
    pods,
  }),
  NetworkPair: object({
    from: text,
    to: text,
    ways: listOf(
      object({
        controlPlane: ref('ControlPlaneKey'),
        code: oneOf('direct', 'gateway', 'unreachable', 'undiscovered'),
        fromNetwork: text,
        toNetwork: text,
        gateways: listOf(object({ network: text, cluster: text, ...address })),
        'pods?': pods,
      }),
    ),
  }),
  FleetNetworks: object({
    networks: listOf(
      object({ mesh: text, network: text, clusters: listOf(text) }),
    ),
    gateways: listOf(ref('EastWestGateway')),
    foreign: listOf(
      object({
        network: text,
        address: text,
        port: count,
        knownBy: listOf(ref('ControlPlaneKey')),
      }),
    ),
    pairs: listOf(ref('NetworkPair')),
  }),
  AnsweredNetworks: answeredSchema('FleetNetworks'),
} satisfies Record<string, Schema>;
