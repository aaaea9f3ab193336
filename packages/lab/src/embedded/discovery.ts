import { createHash } from 'node:crypto';
import type { JsonMap } from './apiObject';
import type { ClusterState } from './ClusterState';
import type { ResourceType } from './ResourceType';
import { REVIEWS } from './reviews';
import { byVersionPriority } from './versionPriority';

/** One resource of one version, as discovery lists it. */
interface Served {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly hasStatus: boolean;
}

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];
const STATUS_VERBS = ['get', 'patch', 'update'];

/** An answer of discovery. */
export interface DiscoveryAnswer {
  readonly body: JsonMap;
  readonly contentType: string;
  readonly etag?: string;
}

/** Answers `/api`, `/apis` and what is under them, or `undefined` for paths that are not discovery or groups that are not served. */
export function discover(
  state: ClusterState,
  path: string,
  accept: string,
  host: string,
): DiscoveryAnswer | undefined {
  const [root, group, version, ...more] = path.split('/').filter(Boolean);
  if (more.length > 0 || (root !== 'api' && root !== 'apis')) {
    return undefined;
  }
  const served = servedResources(state).filter(
    resource => (resource.group === '') === (root === 'api'),
  );
  if (!group) {
    return wantsAggregated(accept)
      ? aggregated(served)
      : plain(root === 'api' ? coreVersions(host) : groupList(served));
  }
  if (root === 'api') {
    return group === 'v1' && !version
      ? plain(resourceList(served, '', 'v1'))
      : undefined;
  }
  const ofGroup = served.filter(resource => resource.group === group);
  if (ofGroup.length === 0) {
    return undefined;
  }
  if (!version) {
    return plain({
      kind: 'APIGroup',
      apiVersion: 'v1',
      ...groupEntry(ofGroup),
    });
  }
  return ofGroup.some(resource => resource.version === version)
    ? plain(resourceList(ofGroup, group, version))
    : undefined;
}

function wantsAggregated(accept: string): boolean {
  return accept
    .split(',')
    .some(
      range =>
        /g=apidiscovery\.k8s\.io/.test(range) &&
        /v=v2(?!\w)/.test(range) &&
        /as=APIGroupDiscoveryList/.test(range),
    );
}

function plain(body: JsonMap): DiscoveryAnswer {
  return { body, contentType: 'application/json' };
}

function servedResources(state: ClusterState): readonly Served[] {
  const reviews = REVIEWS.map(({ group, plural, kind }) => ({
    group,
    version: 'v1',
    plural,
    singular: kind.toLowerCase(),
    kind,
    namespaced: false,
    verbs: ['create'],
    shortNames: [],
    categories: [],
    hasStatus: false,
  }));
  return [...state.types.all().flatMap(versionsOf), ...reviews];
}

function versionsOf(type: ResourceType): Served[] {
  const { versions, ...names } = type;
  const verbs =
    type.group === '' && type.plural === 'namespaces'
      ? VERBS.filter(verb => verb !== 'deletecollection')
      : VERBS;
  return versions.map(version => ({ ...names, version, verbs }));
}

function coreVersions(host: string): JsonMap {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [
      { clientCIDR: '0.0.0.0/0', serverAddress: host },
    ],
  };
}

function groupList(served: readonly Served[]): JsonMap {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [...byGroup(served).values()].map(groupEntry),
  };
}

function groupEntry(served: readonly Served[]): JsonMap {
  const [{ group }] = served;
  const versions = versionNames(served).map(version => ({
    groupVersion: `${group}/${version}`,
    version,
  }));
  return { name: group, versions, preferredVersion: versions[0] };
}

function byGroup(served: readonly Served[]): Map<string, Served[]> {
  const groups = new Map<string, Served[]>();
  for (const resource of served) {
    groups.set(resource.group, [
      ...(groups.get(resource.group) ?? []),
      resource,
    ]);
  }
  return groups;
}

/** Versions of a group; stable ones first. */
function versionNames(served: readonly Served[]): readonly string[] {
  return [...new Set(served.map(({ version }) => version))].sort(
    byVersionPriority,
  );
}

function resourceList(
  served: readonly Served[],
  group: string,
  version: string,
): JsonMap {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group ? `${group}/${version}` : version,
    resources: served
      .filter(resource => resource.version === version)
      .flatMap(resource => [
        {
          name: resource.plural,
          singularName: resource.singular,
          namespaced: resource.namespaced,
          kind: resource.kind,
          verbs: resource.verbs,
          ...(resource.shortNames.length > 0 && {
            shortNames: resource.shortNames,
          }),
          ...(resource.categories.length > 0 && {
            categories: resource.categories,
          }),
        },
        ...(resource.hasStatus
          ? [
              {
                name: `${resource.plural}/status`,
                singularName: '',
                namespaced: resource.namespaced,
                kind: resource.kind,
                verbs: STATUS_VERBS,
              },
            ]
          : []),
      ]),
  };
}

function aggregated(served: readonly Served[]): DiscoveryAnswer {
  const body: JsonMap = {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: [...byGroup(served).values()].map(ofGroup => ({
      metadata: {
        ...(ofGroup[0].group && { name: ofGroup[0].group }),
        creationTimestamp: null,
      },
      versions: versionNames(ofGroup).map(version => ({
        version,
        resources: ofGroup
          .filter(resource => resource.version === version)
          .map(aggregatedResource),
        freshness: 'Current',
      })),
    })),
  };
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return { body, contentType: AGGREGATED, etag: `"${hash.toUpperCase()}"` };
}

function aggregatedResource(resource: Served): JsonMap {
  const { group, version, kind } = resource;
  const responseKind = { group, version, kind };
  return {
    resource: resource.plural,
    responseKind,
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: resource.verbs,
    ...(resource.shortNames.length > 0 && { shortNames: resource.shortNames }),
    ...(resource.categories.length > 0 && { categories: resource.categories }),
    ...(resource.hasStatus && {
      subresources: [
        { subresource: 'status', responseKind, verbs: STATUS_VERBS },
      ],
    }),
  };
}
