import { isMap, JsonMap, listOf, mapOf } from './apiObject';
import type { FieldPath } from './fieldPath';
import type { ResourceType } from './ResourceType';
import { StatusCause } from './statusError';

/** Fields of ObjectMeta. */
const FIELDS: ReadonlySet<string> = new Set([
  'annotations',
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'finalizers',
  'generateName',
  'generation',
  'labels',
  'managedFields',
  'name',
  'namespace',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
]);

const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

const SUBDOMAIN_RULE = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`;
const LABEL_RULE = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`;
const QUALIFIED_RULE = `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`;
const LABEL_VALUE_RULE = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`;

/** Fields that ObjectMeta does not have. */
export function unknownMetadataFields(metadata: JsonMap): readonly FieldPath[] {
  return Object.keys(metadata)
    .filter(key => !FIELDS.has(key))
    .map(key => ['metadata', key]);
}

/** Metadata without fields it does not have, and without empty lists and maps, which say nothing in metadata. */
export function pruneMetadata(metadata: JsonMap): JsonMap {
  return Object.fromEntries(
    Object.entries(metadata).filter(
      ([key, value]) => FIELDS.has(key) && !isEmpty(key, value),
    ),
  );
}

/** A value whose JSON type is not the one it should have. */
export interface WrongType {
  readonly path: FieldPath;
  readonly type: string;
}

/** Fields of metadata whose JSON type is wrong, and the type they should have. */
export function wrongMetadataTypes(metadata: JsonMap): readonly WrongType[] {
  const wrong: WrongType[] = [];
  for (const field of ['labels', 'annotations']) {
    const value = metadata[field] ?? {};
    if (!isMap(value)) {
      wrong.push({ path: ['metadata', field], type: 'object' });
      continue;
    }
    for (const [key, text] of Object.entries(value)) {
      if (typeof text !== 'string') {
        wrong.push({ path: ['metadata', field, key], type: 'string' });
      }
    }
  }
  for (const field of [
    'name',
    'namespace',
    'generateName',
    'uid',
    'resourceVersion',
  ]) {
    if (typeof (metadata[field] ?? '') !== 'string') {
      wrong.push({ path: ['metadata', field], type: 'string' });
    }
  }
  return wrong;
}

/** What is wrong with the values of metadata. */
export function metadataCauses(
  type: ResourceType,
  metadata: JsonMap,
): readonly StatusCause[] {
  return [
    ...nameCauses(type, String(metadata.name ?? '')),
    ...labelCauses(metadata),
    ...listOf(metadata.finalizers)
      .filter(name => !isQualifiedName(String(name)))
      .map(name => invalidValue('metadata.finalizers', name, QUALIFIED_RULE)),
  ];
}

function isEmpty(key: string, value: JsonMap[string]): boolean {
  // An empty list of managedFields is a wish to clear it.
  return (
    value === null ||
    (typeof value === 'object' &&
      key !== 'managedFields' &&
      Object.keys(value).length === 0)
  );
}

function nameCauses(type: ResourceType, name: string): StatusCause[] {
  if (name === '') {
    return [
      {
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
        field: 'metadata.name',
      },
    ];
  }
  if (type.group === 'rbac.authorization.k8s.io') {
    return /[/%]/.test(name) || name === '.' || name === '..'
      ? [invalidValue('metadata.name', name, `may not contain '/'`)]
      : [];
  }
  const label =
    type.group === '' && ['namespaces', 'services'].includes(type.plural);
  if (label) {
    return LABEL.test(name) && name.length <= 63
      ? []
      : [invalidValue('metadata.name', name, LABEL_RULE)];
  }
  // Bundles of a signer have its name in front, with colons.
  const parts =
    type.plural === 'clustertrustbundles' ? name.split(':') : [name];
  return parts.every(part => SUBDOMAIN.test(part)) && name.length <= 253
    ? []
    : [invalidValue('metadata.name', name, SUBDOMAIN_RULE)];
}

function labelCauses(metadata: JsonMap): StatusCause[] {
  const keys = (field: string) =>
    Object.keys(mapOf(metadata[field]))
      .filter(
        key =>
          !isQualifiedName(field === 'annotations' ? key.toLowerCase() : key),
      )
      .map(key => invalidValue(`metadata.${field}`, key, QUALIFIED_RULE));
  const values = Object.values(mapOf(metadata.labels))
    .filter(
      value => !LABEL_VALUE.test(String(value)) || String(value).length > 63,
    )
    .map(value => invalidValue('metadata.labels', value, LABEL_VALUE_RULE));
  return [...keys('labels'), ...values, ...keys('annotations')];
}

function isQualifiedName(name: string): boolean {
  const [prefix, ...rest] = name.split('/');
  if (rest.length === 0) {
    return QUALIFIED.test(prefix) && prefix.length <= 63;
  }
  return (
    rest.length === 1 &&
    SUBDOMAIN.test(prefix) &&
    QUALIFIED.test(rest[0]) &&
    rest[0].length <= 63
  );
}

function invalidValue(field: string, value: unknown, why: string): StatusCause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
    field,
  };
}
