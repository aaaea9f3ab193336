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

const clustersWith = (value: Schema) =>
  listOf(object({ 'value?': value, clusters: listOf(text) }));

/** What is not the same in all clusters and should be. */
export const driftSchemas = {
  ObjectDrift: object({
    code: oneOf('missing', 'differs', 'shadowed', 'age-order'),
    'present?': listOf(text),
    'missing?': listOf(text),
    'subsets?': flag,
    'variants?': listOf(listOf(text)),
    'fields?': listOf(text),
    'effective?': listOf(text),
    'shadowed?': listOf(text),
    'by?': text,
    'winners?': listOf(object({ cluster: text, object: text })),
  }),
  MeshDrift: object({
    mesh: text,
    primaries: listOf(object({ cluster: text, serves: listOf(text) })),
    objects: listOf(
      object({
        kind: text,
        namespace: text,
        name: text,
        readBy: oneOf('client', 'server'),
        drifts: listOf(ref('ObjectDrift')),
        fields: listOf(ref('FieldDifference')),
      }),
    ),
    settings: listOf(
      object({
        field: text,
        severe: flag,
        variants: listOf(listOf(object({ cluster: text, controlPlane: text }))),
      }),
    ),
  }),
  Collision: object({
    code: oneOf(
      'owners',
      'default-namespace',
      'service-accounts',
      'definition',
      'port-names',
      'port-numbers',
      'port-missing',
      'port-protocols',
    ),
    'owners?': clustersWith(text),
    'clusters?': listOf(text),
    'accounts?': clustersWith(listOf(text)),
    'field?': text,
    'values?': clustersWith(text),
    'name?': text,
    'number?': count,
    'names?': clustersWith(text),
    'numbers?': clustersWith(count),
    'protocols?': clustersWith(text),
    'present?': listOf(text),
    'missing?': listOf(text),
  }),
  ServiceCollisions: object({
    service: ref('ServiceRef'),
    merged: listOf(
      object({ controlPlane: ref('ControlPlaneKey'), clusters: listOf(text) }),
    ),
    collisions: listOf(ref('Collision')),
    verdict: oneOf('collides', 'clear', 'unknown'),
  }),
  FleetDrift: object({
    meshes: listOf(ref('MeshDrift')),
    collisions: listOf(ref('ServiceCollisions')),
    sharedServices: count,
    checked: listOf(text),
    unchecked: {
      ...listOf(text),
      description: 'Clusters of which something could not be read.',
    },
  }),
  AnsweredDrift: answeredSchema('FleetDrift'),
} satisfies Record<string, Schema>;
