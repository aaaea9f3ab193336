import {
  kindRow,
  Kind,
  KindRow,
  KIND_NAMES,
} from '@meshwise/backstage-plugin-mesh-common';
import { ApiFailure } from './ApiFailure';
import { DISCOVERY_PATH, groupPath, VERSION_PATH } from './apiPath';
import { Sender } from './ApiServer';
import { jsonMember } from './jsonMember';

/** All groups, versions and resources in one answer; servers before Kubernetes 1.26 answer with the groups alone. */
const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

const ANSWER_MS = 10_000;

/** Group and version, `v1` for the core, that serve each kind; a kind that is not in it is not served. */
export type ServedKinds = ReadonlyMap<Kind, string>;

/** Every kind in the version of the table: for who may not ask what is served, so that each kind is tried. */
export const EVERY_KIND: ServedKinds = new Map(
  KIND_NAMES.map(kind => {
    const { group, version } = kindRow(kind);
    return [kind, group === '' ? version : `${group}/${version}`];
  }),
);

/** Resources by version, in the server's order of preference. `undefined`: the versions' resources are not known. */
type ServedVersions = ReadonlyMap<string, ReadonlySet<string> | undefined>;

/**
 * Asks an API server which of the kinds it serves. It must be asked: a kind that is not installed and one that may not be
 * read both answer 403.
 */
export class Discovery {
  static create(server: Sender): Discovery {
    return new Discovery(server);
  }

  private etag: string | undefined;
  private served: ServedKinds | undefined;

  private constructor(private readonly server: Sender) {}

  /** The version of Kubernetes, as the server says it. */
  async version(signal: AbortSignal): Promise<string | undefined> {
    const { text } = await this.server.send({
      method: 'GET',
      path: VERSION_PATH,
      signal,
      deadlineMs: ANSWER_MS,
    });
    const version = jsonMember(parsed(text), 'gitVersion');
    return typeof version === 'string' ? version : undefined;
  }

  /** What is served now. Rejects with {@link ApiFailure}. */
  async read(signal: AbortSignal): Promise<ServedKinds> {
    const answer = await this.server.send({
      method: 'GET',
      path: DISCOVERY_PATH,
      headers: {
        accept: AGGREGATED,
        ...(this.etag && { 'if-none-match': this.etag }),
      },
      signal,
      deadlineMs: ANSWER_MS,
    });
    if (answer.status === 304 && this.served) return this.served;
    const groups = await this.groupsOf(parsed(answer.text), signal);
    const served = new Map<Kind, string>();
    for (const kind of KIND_NAMES) {
      const apiVersion = servingVersion(kindRow(kind), groups);
      if (apiVersion !== undefined) served.set(kind, apiVersion);
    }
    this.etag = answer.header('etag');
    this.served = served;
    return served;
  }

  private async groupsOf(
    body: unknown,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, ServedVersions>> {
    switch (jsonMember(body, 'kind')) {
      case 'APIGroupDiscoveryList':
        return aggregated(body);
      case 'APIGroupList':
        return this.oneByOne(body, signal);
      default:
        throw new ApiFailure(
          'misbehaving',
          'the answer to the question for API groups is no list of groups',
        );
    }
  }

  private async oneByOne(
    body: unknown,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, ServedVersions>> {
    const wanted = new Set(KIND_NAMES.map(kind => kindRow(kind).group));
    const groups = new Map<string, ServedVersions>();
    for (const group of arrayOf(jsonMember(body, 'groups'))) {
      const name = textOf(jsonMember(group, 'name'));
      if (!wanted.has(name)) continue;
      const versions = new Map<string, ReadonlySet<string> | undefined>();
      for (const version of arrayOf(jsonMember(group, 'versions'))) {
        const text = textOf(jsonMember(version, 'version'));
        versions.set(text, await this.resourcesOf(name, text, signal));
      }
      groups.set(name, versions);
    }
    return groups;
  }

  private async resourcesOf(
    group: string,
    version: string,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> {
    const { text } = await this.server.send({
      method: 'GET',
      path: groupPath(group, version),
      signal,
      deadlineMs: ANSWER_MS,
    });
    const resources = arrayOf(jsonMember(parsed(text), 'resources'));
    return new Set(resources.map(r => textOf(jsonMember(r, 'name'))));
  }
}

function aggregated(body: unknown): ReadonlyMap<string, ServedVersions> {
  const groups = new Map<string, ServedVersions>();
  for (const group of arrayOf(jsonMember(body, 'items'))) {
    const name = textOf(jsonMember(jsonMember(group, 'metadata'), 'name'));
    const versions = new Map<string, ReadonlySet<string> | undefined>();
    for (const version of arrayOf(jsonMember(group, 'versions'))) {
      const resources = arrayOf(jsonMember(version, 'resources'));
      // The server behind an aggregated API is down: what it would serve is not known.
      const stale = jsonMember(version, 'freshness') === 'Stale';
      versions.set(
        textOf(jsonMember(version, 'version')),
        stale
          ? undefined
          : new Set(resources.map(r => textOf(jsonMember(r, 'resource')))),
      );
    }
    groups.set(name, versions);
  }
  return groups;
}

/**
 * The version to read a kind in: that of the table, or another one that is served. Istio before 1.22, which OpenShift
 * Service Mesh 2 still is, serves the same objects as `v1beta1` and `v1alpha3` only.
 */
function servingVersion(
  { group, version, plural }: KindRow,
  groups: ReadonlyMap<string, ServedVersions>,
): string | undefined {
  if (group === '') return version;
  const versions = groups.get(group);
  if (!versions) return undefined;
  const serves = (candidate: string) =>
    versions.has(candidate) && (versions.get(candidate)?.has(plural) ?? true);
  const found = [version, ...versions.keys()].find(serves);
  return found === undefined ? undefined : `${group}/${found}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiFailure('misbehaving', 'the answer of discovery is not JSON');
  }
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
