declare const built: unique symbol;

/** Path of a request, made by {@link resourcePath} or one of the constants here. */
export type ApiPath = string & { readonly [built]: true };

/** Resources whose objects are credentials. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'secrets',
  'tokenreviews',
  'serviceaccounts',
]);

/** What a path is made from. */
export interface ResourcePath {
  /** `v1` or `<group>/<version>`. */
  readonly apiVersion: string;
  readonly plural: string;
  /** Absent or `''` for cluster-scoped objects and for all namespaces. */
  readonly namespace?: string;
  /** Absent for a list. */
  readonly name?: string;
}

/**
 * Path of a resource. The only way to make one, so that no request can name a Secret: the kinds that are read and
 * written are tables, and what does not belong in a request at all is refused here whatever the tables say.
 */
export function resourcePath(resource: ResourcePath): ApiPath {
  const { apiVersion, plural, namespace = '', name = '' } = resource;
  if (FORBIDDEN.has(plural.toLowerCase()) || !/^[a-z0-9]+$/.test(plural)) {
    throw new Error(`the resource "${plural}" must never be asked for`);
  }
  const [group, version] = apiVersion.includes('/')
    ? apiVersion.split('/')
    : ['', apiVersion];
  const segments = [
    ...(group === '' ? ['api', version] : ['apis', group, version]),
    ...(namespace === '' ? [] : ['namespaces', safe(namespace)]),
    plural,
    ...(name === '' ? [] : [safe(name)]),
  ];
  return `/${segments.join('/')}` as ApiPath;
}

/** All groups, versions and resources that the server knows. */
export const DISCOVERY_PATH = '/apis' as ApiPath;

/** Version of the server. */
export const VERSION_PATH = '/version' as ApiPath;

/** The rights of the credential that asks. */
export const RULES_REVIEW_PATH =
  '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews' as ApiPath;

/** Whether the credential that asks has one right. */
export const ACCESS_REVIEWS_PATH =
  '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews' as ApiPath;

/** Whether somebody else has a right. */
export const SUBJECT_ACCESS_REVIEWS_PATH =
  '/apis/authorization.k8s.io/v1/subjectaccessreviews' as ApiPath;

/** Resources of one group and version. */
export function groupPath(group: string, version: string): ApiPath {
  return `/apis/${safe(group)}/${safe(version)}` as ApiPath;
}

function safe(segment: string): string {
  if (segment === '.' || segment === '..') {
    throw new Error(`"${segment}" is not a name`);
  }
  return encodeURIComponent(segment);
}
