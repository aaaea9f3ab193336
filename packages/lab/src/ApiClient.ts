import { Agent, request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { describeObject, KubernetesObject } from './kubernetesObject';

/** How to reach an API server. */
export interface ApiClientOptions {
  readonly url: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly caCertificate: string;
  /** Bearer token; without one the client is anonymous. */
  readonly token?: string;
}

/** One request. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, for instance `/api/v1/namespaces?limit=1`. */
  readonly path: string;
  readonly body?: unknown;
  /** Of the body; `application/json` without it. */
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

/** An answer, whatever its status. */
export interface ApiResponse {
  readonly status: number;
  /** Parsed JSON, or the text where the server did not send JSON. */
  readonly body: unknown;
}

/** Names one object of a server. */
export interface ObjectAddress {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** An answer that was not the one asked for. */
export class ApiError extends Error {
  readonly status: number;
  constructor(action: string, response: ApiResponse) {
    super(`${action}: HTTP ${response.status} ${messageOf(response.body)}`);
    this.name = 'ApiError';
    this.status = response.status;
  }
}

interface Resource {
  readonly path: string;
  readonly namespaced: boolean;
}

/** One answer may take this long; a server that is up answers in milliseconds. */
const TIMEOUT_MS = 30_000;
const CONNECTIONS = 12;
const ATTEMPTS = 5;

/**
 * A small Kubernetes client for seeding and for asking a cluster directly in tests. It speaks to either engine and knows nothing of
 * them: resource names come from discovery.
 */
export class ApiClient {
  static create(options: ApiClientOptions): ApiClient {
    return new ApiClient(options);
  }

  readonly #options: ApiClientOptions;
  readonly #agent: Agent;
  readonly #discovered = new Map<string, Promise<Map<string, Resource>>>();

  private constructor(options: ApiClientOptions) {
    this.#options = options;
    this.#agent = new Agent({
      ca: options.caCertificate,
      keepAlive: true,
      maxSockets: CONNECTIONS,
    });
  }

  /** Sends one request and returns the answer of any status. Rejects when there is none. */
  send(options: ApiRequest): Promise<ApiResponse> {
    const { token } = this.#options;
    const body =
      options.body === undefined ? undefined : JSON.stringify(options.body);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        new URL(options.path, this.#options.url),
        {
          method: options.method,
          agent: this.#agent,
          timeout: TIMEOUT_MS,
          signal: options.signal,
          headers: {
            accept: 'application/json',
            ...(token && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && {
              'content-type': options.contentType ?? 'application/json',
              'content-length': Buffer.byteLength(body),
            }),
          },
        },
        incoming => {
          const chunks: Buffer[] = [];
          incoming.on('data', chunk => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              body: parseBody(Buffer.concat(chunks).toString()),
            }),
          );
        },
      );
      outgoing.on('timeout', () =>
        outgoing.destroy(
          new Error(
            `${options.method} ${options.path}: no answer in ${TIMEOUT_MS} ms`,
          ),
        ),
      );
      outgoing.on('error', error => {
        // The server ended a connection that was kept, in the moment in which it was used again.
        const ended = Reflect.get(error, 'code') === 'ECONNRESET';
        if (ended && outgoing.reusedSocket) resolve(this.send(options));
        else reject(error);
      });
      outgoing.end(body);
    });
  }

  /** The object, or `undefined` when there is none of that name. */
  async get(address: ObjectAddress): Promise<KubernetesObject | undefined> {
    const response = await this.#sendPatiently({
      method: 'GET',
      path: await this.pathOf(address),
    });
    if (response.status === 404) {
      return undefined;
    }
    return expectObject(`get ${address.kind} ${address.name}`, response);
  }

  /** All objects of a kind, of one namespace or of all. */
  async list(
    options: Omit<ObjectAddress, 'name'>,
  ): Promise<readonly KubernetesObject[]> {
    const path = await this.pathOf({ ...options, name: '' });
    const response = await this.#sendPatiently({ method: 'GET', path });
    if (response.status !== 200) {
      throw new ApiError(`list ${options.kind}`, response);
    }
    const { items } = response.body as { items: readonly KubernetesObject[] };
    return items;
  }

  /** Server-side apply. Other managers' fields are taken over: an administrator's hand. */
  async apply(
    object: KubernetesObject,
    fieldManager: string,
  ): Promise<KubernetesObject> {
    const path = await this.pathOf(addressOf(object));
    const response = await this.#sendPatiently({
      method: 'PATCH',
      path: `${path}?fieldManager=${encodeURIComponent(
        fieldManager,
      )}&force=true`,
      contentType: 'application/apply-patch+yaml',
      body: object,
    });
    return expectObject(`apply ${describeObject(object)}`, response);
  }

  /** Sets the fields of `status` that are given, through the `/status` subresource. */
  async mergeStatus(
    address: ObjectAddress,
    status: unknown,
    fieldManager: string,
  ): Promise<KubernetesObject> {
    const path = await this.pathOf(address);
    const response = await this.#sendPatiently({
      method: 'PATCH',
      path: `${path}/status?fieldManager=${encodeURIComponent(fieldManager)}`,
      contentType: 'application/merge-patch+json',
      body: { status },
    });
    return expectObject(
      `write status of ${address.kind} ${address.name}`,
      response,
    );
  }

  /** Deletes the object at once. An object that is not there counts as deleted. */
  async delete(address: ObjectAddress): Promise<void> {
    const path = await this.pathOf(address);
    const response = await this.#sendPatiently({
      method: 'DELETE',
      path: `${path}?gracePeriodSeconds=0`,
    });
    if (response.status >= 300 && response.status !== 404) {
      throw new ApiError(`delete ${address.kind} ${address.name}`, response);
    }
  }

  /** The URL path of an object, or of its collection for an empty name. */
  async pathOf(address: ObjectAddress): Promise<string> {
    const { apiVersion, kind, name, namespace } = address;
    const root = apiVersion.includes('/')
      ? `/apis/${apiVersion}`
      : `/api/${apiVersion}`;
    const resource = (await this.#discover(root)).get(kind);
    if (!resource) {
      // A CRD may be installed later: ask again next time.
      this.#discovered.delete(root);
      throw new Error(
        `The server at ${
          this.#options.url
        } serves no ${kind} of ${apiVersion}. Does the cluster list the CRD bundle it belongs to?`,
      );
    }
    const scope =
      resource.namespaced && namespace
        ? `/namespaces/${encodeURIComponent(namespace)}`
        : '';
    const suffix = name ? `/${encodeURIComponent(name)}` : '';
    return `${root}${scope}/${resource.path}${suffix}`;
  }

  /** Ends kept connections. */
  close(): void {
    this.#agent.destroy();
  }

  #discover(root: string): Promise<Map<string, Resource>> {
    let found = this.#discovered.get(root);
    if (!found) {
      found = this.#fetchResources(root);
      found.catch(() => this.#discovered.delete(root));
      this.#discovered.set(root, found);
    }
    return found;
  }

  async #fetchResources(root: string): Promise<Map<string, Resource>> {
    const response = await this.#sendPatiently({ method: 'GET', path: root });
    if (response.status === 404) {
      return new Map();
    }
    if (response.status !== 200) {
      throw new ApiError(`discover ${root}`, response);
    }
    const { resources } = response.body as {
      resources: readonly { name: string; kind: string; namespaced: boolean }[];
    };
    return new Map(
      resources
        .filter(({ name }) => !name.includes('/'))
        .map(({ name, kind, namespaced }) => [
          kind,
          { path: name, namespaced },
        ]),
    );
  }

  /** Repeats what the server asks to be repeated: while it is busy, and for a kind whose storage is just being set up (429). */
  async #sendPatiently(options: ApiRequest): Promise<ApiResponse> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.send(options);
      const again = response.status === 429 || response.status === 503;
      if (!again || attempt === ATTEMPTS) {
        return response;
      }
      await delay(attempt * 200);
    }
  }
}

/** The address of an object. */
export function addressOf(object: KubernetesObject): ObjectAddress {
  const { apiVersion, kind, metadata } = object;
  return {
    apiVersion,
    kind,
    name: metadata.name,
    namespace: metadata.namespace,
  };
}

function expectObject(action: string, response: ApiResponse): KubernetesObject {
  if (response.status < 200 || response.status > 299) {
    throw new ApiError(action, response);
  }
  return response.body as KubernetesObject;
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function messageOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'message' in body) {
    return String(body.message);
  }
  return String(body).slice(0, 300);
}
