import { CRD_BUNDLES, CrdBundle } from '../engine';

/** A mesh root that is generated when the lab starts. */
export interface RootSpec {
  readonly commonName: string;
  readonly organization?: string;
  /** Days from the start of the lab until it expires; negative for one that has expired. */
  readonly validDays: number;
}

/** A cluster the lab serves. */
export interface ServedClusterEntry {
  readonly signIn?: undefined;
  /** Name of the folder with its objects, and of the cluster everywhere. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly crds: readonly CrdBundle[];
  readonly podCidr: string;
  readonly serviceCidr: string;
  /** Folders below `_shared` whose objects the cluster has too. */
  readonly include: readonly string[];
  /** Kubernetes minor version to serve, for instance `1.33`. */
  readonly kubernetesVersion?: string;
}

/** A cluster that is only listed in the portal's configuration, because each user signs in to it alone. */
export interface SignInClusterEntry {
  readonly name: string;
  readonly title: string;
  readonly signIn: 'oidc';
}

/** `fleet.yaml`: what the folder of example clusters holds. */
export interface FleetFile {
  readonly roots: ReadonlyMap<string, RootSpec>;
  readonly clusters: readonly (ServedClusterEntry | SignInClusterEntry)[];
}

const CLUSTER_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const CIDR = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/;

/** Reads the content of a `fleet.yaml`. Throws an error that names the field and what it should be. */
export function parseFleetFile(content: unknown): FleetFile {
  const file = record(content, 'fleet.yaml');
  noOtherFields(file, ['roots', 'clusters'], 'fleet.yaml');
  const roots = new Map(
    Object.entries(record(file.roots ?? {}, 'roots')).map(([name, value]) => [
      name,
      parseRoot(value, `roots.${name}`),
    ]),
  );
  if (!Array.isArray(file.clusters)) {
    throw new Error('clusters in fleet.yaml must be a list');
  }
  const clusters = file.clusters.map((value, index) =>
    parseCluster(value, `clusters[${index}]`),
  );
  const names = new Set<string>();
  for (const { name } of clusters) {
    if (names.has(name)) {
      throw new Error(`clusters in fleet.yaml name ${name} twice`);
    }
    names.add(name);
  }
  return { roots, clusters };
}

function parseRoot(value: unknown, where: string): RootSpec {
  const fields = record(value, where);
  noOtherFields(fields, ['commonName', 'organization', 'validDays'], where);
  const { validDays } = fields;
  if (typeof validDays !== 'number') {
    throw new Error(`${where}.validDays must be a number of days`);
  }
  return {
    commonName: text(fields.commonName, `${where}.commonName`),
    validDays,
    ...(fields.organization !== undefined && {
      organization: text(fields.organization, `${where}.organization`),
    }),
  };
}

function parseCluster(
  value: unknown,
  where: string,
): ServedClusterEntry | SignInClusterEntry {
  const fields = record(value, where);
  const name = text(fields.name, `${where}.name`, CLUSTER_NAME);
  const title =
    fields.title === undefined ? name : text(fields.title, `${where}.title`);
  if (fields.signIn !== undefined) {
    noOtherFields(fields, ['name', 'title', 'signIn'], where);
    if (fields.signIn !== 'oidc') {
      throw new Error(`${where}.signIn must be oidc`);
    }
    return { name, title, signIn: 'oidc' };
  }
  noOtherFields(
    fields,
    [
      'name',
      'title',
      'crds',
      'podCidr',
      'serviceCidr',
      'include',
      'kubernetesVersion',
    ],
    where,
  );
  return {
    name,
    title,
    crds: parseBundles(fields.crds ?? [], `${where}.crds`),
    podCidr: text(fields.podCidr, `${where}.podCidr`, CIDR),
    serviceCidr: text(fields.serviceCidr, `${where}.serviceCidr`, CIDR),
    include: parseInclude(fields.include ?? [], `${where}.include`),
    ...(fields.kubernetesVersion !== undefined && {
      kubernetesVersion: text(
        fields.kubernetesVersion,
        `${where}.kubernetesVersion`,
        /^1\.\d+$/,
      ),
    }),
  };
}

function parseBundles(value: unknown, where: string): readonly CrdBundle[] {
  const known = (bundle: unknown): bundle is CrdBundle =>
    CRD_BUNDLES.some(name => name === bundle);
  if (!Array.isArray(value) || !value.every(known)) {
    throw new Error(`${where} must be a list of ${CRD_BUNDLES.join(', ')}`);
  }
  return value;
}

function parseInclude(value: unknown, where: string): readonly string[] {
  if (!Array.isArray(value)) {
    throw new Error(`${where} must be a list of folders below _shared`);
  }
  return value.map((name, index) =>
    text(name, `${where}[${index}]`, CLUSTER_NAME),
  );
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${where} must be a mapping`);
  }
  return value as Record<string, unknown>;
}

function text(value: unknown, where: string, pattern = /./): string {
  if (typeof value !== 'string' || !pattern.test(value)) {
    const shape = pattern.source === '.' ? '' : ` that matches ${pattern}`;
    throw new Error(
      `${where} must be a text${shape}, and is ${JSON.stringify(value)}`,
    );
  }
  return value;
}

function noOtherFields(
  fields: Record<string, unknown>,
  known: readonly string[],
  where: string,
): void {
  const other = Object.keys(fields).find(field => !known.includes(field));
  if (other) {
    throw new Error(
      `${where} has the unknown field ${other}; it may have ${known.join(
        ', ',
      )}`,
    );
  }
}
