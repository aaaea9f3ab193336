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

const cluster = {
  name: text,
  'title?': text,
  'position?': ref('ClusterPosition'),
  freshness: ref('ClusterFreshness'),
  'kubernetesVersion?': text,
  writable: {
    ...flag,
    description: 'Whether Meshwise has a credential to write to the cluster.',
  },
  authProvider: text,
  unreadable: {
    ...count,
    description: 'Objects that were read and could not be decoded.',
  },
};

/** The fleet and its clusters. */
export const fleetSchemas = {
  ControlPlaneRef: object({
    'cluster?': text,
    namespace: text,
    revision: text,
    'version?': text,
  }),
  ControlPlane: object({
    cluster: text,
    namespace: text,
    revision: text,
    'version?': text,
    clusterId: text,
    tags: listOf(text),
    product: oneOf('istio', 'sail', 'maistra'),
    ready: count,
    replicas: count,
    'meshId?': text,
    'trustDomain?': text,
  }),
  ClusterRole: object({
    code: oneOf(
      'primary',
      'remote',
      'external-host',
      'remote-of-external',
      'readable-only',
      'remnants',
      'no-mesh',
      'unknown',
    ),
    'servesRemotes?': flag,
    'of?': text,
    'address?': text,
    'servesAs?': text,
    'reason?': text,
  }),
  ClusterPosition: object(
    {
      cluster: text,
      roles: listOf(ref('ClusterRole')),
      controlPlanes: listOf(ref('ControlPlane')),
      'mesh?': text,
      networks: listOf(text),
    },
    'Place of a cluster in the fleet.',
  ),
  MeshModel: object({
    mesh: text,
    clusters: listOf(text),
    networks: listOf(text),
    controlPlanes: count,
    patterns: listOf(text),
    networkModel: oneOf('single', 'multi', 'unknown'),
  }),
  FleetModel: object({
    clusters: listOf(ref('ClusterPosition')),
    meshes: listOf(ref('MeshModel')),
    totals: object({
      clusters: count,
      networks: count,
      controlPlanes: count,
      meshes: count,
      partial: flag,
    }),
  }),
  FleetCluster: object(cluster),
  FleetView: object({
    clusters: listOf(ref('FleetCluster')),
    model: ref('FleetModel'),
    'problem?': text,
  }),
  ClusterView: object({ ...cluster, kinds: listOf(ref('KindSync')) }),
  AnsweredFleet: answeredSchema('FleetView'),
  AnsweredCluster: answeredSchema('ClusterView'),
} satisfies Record<string, Schema>;
