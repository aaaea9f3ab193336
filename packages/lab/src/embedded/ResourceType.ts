import type { CrdBundle } from '../engine';
import { JsonMap, mapOf, without } from './apiObject';
import type { MergeType } from './apply/mergeType';
import { publishedMergeType } from './apply/mergeTypes';
import { checkObject, SchemaFindings } from './objectSchema';
import { publishedValidator } from './publishedModels';
import { BUILT_IN, PUBLISHED, ResourceRow } from './resourceTable';
import { qualifiedPlural, ResourceNames } from './statusError';

/** What the server knows of one resource. */
export interface ResourceType extends ResourceNames {
  /** Served versions, the preferred one first. All have the same schema here. */
  readonly versions: readonly string[];
  readonly singular: string;
  readonly listKind: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** Whether `/status` is an endpoint of its own, so that the main one ignores the field. */
  readonly hasStatus: boolean;
  /** Whether a CustomResourceDefinition declares it; error messages and some rules differ for these. */
  readonly custom: boolean;
  /** Whether changes of its content count up `metadata.generation`. */
  readonly hasGeneration: boolean;
  /** Whether its schema has CEL rules. They are not evaluated here, and some answers mention them. */
  readonly hasRules: boolean;
  readonly mergeType: MergeType;
  check(object: JsonMap): SchemaFindings;
}

/** The built-in resources every cluster serves. */
export function builtInTypes(): readonly ResourceType[] {
  return BUILT_IN.map(row => publishedType(row, false));
}

/** Whether a group is served by the server itself and not by a CRD. */
export function isBuiltInGroup(group: string): boolean {
  return BUILT_IN.some(row => row.group === group);
}

/** The resources of a CRD bundle that published packages describe. */
export function publishedTypes(bundle: CrdBundle): readonly ResourceType[] {
  return (PUBLISHED.get(bundle) ?? []).map(row => publishedType(row, true));
}

/** The resource that a CRD of a published package declares, by the name of the CRD. Its schema counts, not the one in the CRD. */
export function publishedTypeOf(crd: string): ResourceType | undefined {
  const row = [...PUBLISHED.values()]
    .flat()
    .find(candidate => qualifiedPlural(candidate) === crd);
  return row && publishedType(row, true);
}

const types = new Map<string, ResourceType>();

/** All clusters of a process share the types and their validators. */
function publishedType(row: ResourceRow, custom: boolean): ResourceType {
  const resource = qualifiedPlural(row);
  const known = types.get(resource) ?? createType(row, custom);
  types.set(resource, known);
  return known;
}

function createType(row: ResourceRow, custom: boolean): ResourceType {
  const { group, plural, kind, status, generation, ...rest } = row;
  const resource = qualifiedPlural(row);
  const apiVersion = apiVersionOf(row, modelVersion(row));
  const validate = publishedValidator(apiVersion, kind);
  return {
    ...rest,
    group,
    plural,
    kind,
    singular: kind.toLowerCase(),
    listKind: `${kind}List`,
    hasStatus: status,
    hasGeneration: generation,
    custom,
    hasRules: custom,
    mergeType: publishedMergeType(resource),
    // The models know one version, and its name is part of their schema.
    check: object =>
      checkObject(validate, { ...object, apiVersion }, isLeftOut),
  };
}

/** Fields that the published models leave out, of whatever kind: the marks in a CRD's schema, and fields called `description`. */
function isLeftOut(key: string): boolean {
  return key.startsWith('x-kubernetes-') || key === 'description';
}

/** The packages have ReferenceGrant as v1beta1 with a schema of its own; everything else in its preferred version. */
function modelVersion({ plural, versions }: ResourceRow): string {
  return plural === 'referencegrants' ? 'v1beta1' : versions[0];
}

/** The table of the store an object of the type lives in. */
export function tableOf(type: ResourceNames): string {
  return qualifiedPlural(type);
}

/** `apiVersion` of a served version. */
export function apiVersionOf(type: ResourceNames, version: string): string {
  return type.group ? `${type.group}/${version}` : version;
}

/** What of an object counts for its generation: not its type, its metadata or its status. */
export function contentOf(type: ResourceType, object: JsonMap): JsonMap {
  const content = without(object, 'apiVersion', 'kind', 'metadata', 'status');
  // The labels of an EndpointSlice say whose endpoints it holds.
  return tableOf(type) === 'endpointslices.discovery.k8s.io'
    ? { ...content, labels: mapOf(object.metadata).labels }
    : content;
}
