import { addressOf, ApiClient } from './ApiClient';
import { SeedObject } from './fleet/materialise';

/** Kinds that others need to be there first. */
const EARLY: readonly (readonly string[])[] = [
  ['Namespace', 'ClusterRole'],
  ['Node', 'ServiceAccount', 'ClusterRoleBinding'],
];

/**
 * Kinds that would get in the way of the others: webhooks would be called for the pods, and quotas without a controller refuse
 * every pod.
 */
const LATE: readonly (readonly string[])[] = [
  ['ResourceQuota', 'LimitRange'],
  ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
];

/** Puts objects into groups that can be created one after the other, the objects of a group in any order. */
export function inSeedOrder(
  objects: readonly SeedObject[],
): readonly (readonly SeedObject[])[] {
  const kinds = [...EARLY, undefined, ...LATE];
  const special = new Set([...EARLY, ...LATE].flat());
  return kinds
    .map(group =>
      objects.filter(({ object: { kind } }) =>
        group ? group.includes(kind) : !special.has(kind),
      ),
    )
    .filter(group => group.length > 0);
}

/** Creates the objects in a cluster, with their status, through its API. */
export async function seed(
  client: ApiClient,
  objects: readonly SeedObject[],
): Promise<void> {
  for (const group of inSeedOrder(objects)) {
    await Promise.all(group.map(object => seedOne(client, object)));
  }
}

async function seedOne(
  client: ApiClient,
  { object, fieldManager }: SeedObject,
): Promise<void> {
  const { status, ...spec } = object;
  await client.apply(spec, fieldManager);
  if (status !== undefined) {
    // A merge patch: applying a status would take away what an earlier apply of the same manager said about the object.
    await client.mergeStatus(addressOf(object), status, fieldManager);
  }
}
