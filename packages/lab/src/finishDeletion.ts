import { ApiClient, ObjectAddress } from './ApiClient';
import { KubernetesObject } from './kubernetesObject';

/** What a real API server sets on an object whose dependents are to go first. */
const WAITS_FOR_DEPENDENTS = 'foregroundDeletion';

interface ApiResource {
  readonly name: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/**
 * Plays the garbage collector, the namespace controller and the kubelets, which real API servers of the lab run without: an
 * object that is being deleted goes, a namespace with all that is in it. Does nothing for an object that is gone or not being
 * deleted, so it does nothing on the embedded engine.
 */
export async function finishDeletion(
  client: ApiClient,
  address: ObjectAddress,
): Promise<void> {
  const object = await client.get(address);
  const metadata = object?.metadata as
    | { deletionTimestamp?: string; finalizers?: readonly string[] }
    | undefined;
  if (!object || metadata?.deletionTimestamp === undefined) return;
  if (object.kind === 'Namespace') {
    await empty(client, address.name);
    await finalize(client, object);
  }
  if (metadata.finalizers?.includes(WAITS_FOR_DEPENDENTS)) {
    const finalizers = metadata.finalizers.filter(
      name => name !== WAITS_FOR_DEPENDENTS,
    );
    await expectDone(client, 'PATCH', await client.pathOf(address), {
      metadata: { finalizers },
    });
  }
}

/** Deletes everything in a namespace at once. */
async function empty(client: ApiClient, namespace: string): Promise<void> {
  const groups = (await read(client, '/apis')) as {
    groups: readonly { preferredVersion: { groupVersion: string } }[];
  };
  const roots = [
    '/api/v1',
    ...groups.groups.map(
      ({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`,
    ),
  ];
  for (const root of roots) {
    const { resources } = (await read(client, root)) as {
      resources: readonly ApiResource[];
    };
    const collections = resources.filter(
      // The lab makes no Secrets.
      ({ name, namespaced, verbs }) =>
        namespaced && verbs.includes('deletecollection') && name !== 'secrets',
    );
    await Promise.all(
      collections.map(({ name }) =>
        expectDone(
          client,
          'DELETE',
          `${root}/namespaces/${namespace}/${name}?gracePeriodSeconds=0`,
        ),
      ),
    );
  }
}

async function finalize(
  client: ApiClient,
  namespace: KubernetesObject,
): Promise<void> {
  const { name } = namespace.metadata;
  await expectDone(client, 'PUT', `/api/v1/namespaces/${name}/finalize`, {
    ...namespace,
    spec: { finalizers: [] },
  });
}

async function read(client: ApiClient, path: string): Promise<unknown> {
  const { status, body } = await client.send({ method: 'GET', path });
  if (status !== 200) throw new Error(`GET ${path}: HTTP ${status}`);
  return body;
}

async function expectDone(
  client: ApiClient,
  method: 'DELETE' | 'PATCH' | 'PUT',
  path: string,
  body?: unknown,
): Promise<void> {
  const answer = await client.send({
    method,
    path,
    body,
    ...(method === 'PATCH' && { contentType: 'application/merge-patch+json' }),
  });
  // What somebody else has removed meanwhile is as gone as it should be.
  if (answer.status < 300 || answer.status === 404) return;
  throw new Error(
    `${method} ${path}: HTTP ${answer.status} ${JSON.stringify(answer.body)}`,
  );
}
