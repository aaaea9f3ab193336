import type { Json } from '../kubernetesObject';
import type { ApiCall } from './ApiCall';
import { isList, isMap, JsonMap, mapOf } from './apiObject';
import {
  FieldPath,
  formatPath,
  formatTypedPath,
  pathOfPointer,
  valueAt,
} from './fieldPath';
import {
  metadataCauses,
  pruneMetadata,
  unknownMetadataFields,
  WrongType,
  wrongMetadataTypes,
} from './objectMeta';
import type { SchemaFindings } from './objectSchema';
import { apiVersionOf, ResourceType } from './ResourceType';
import { schemaCauses } from './schemaCauses';
import { badRequest, invalid, StatusError } from './statusError';
import type { FieldValidation } from './WriteOptions';

/** What a validation needs to know. */
export interface ValidationContext {
  readonly type: ResourceType;
  readonly version: string;
  readonly warnings: string[];
}

/** The context of a request. */
export function contextOf({
  type,
  request,
  warnings,
}: ApiCall): ValidationContext {
  return { type, version: request.version, warnings };
}

/**
 * Takes an object from a POST, a PUT or a merge patch: unknown fields are dropped, warned of or refused (400); wrong types are
 * refused, with 400 for built-in kinds (they fail to decode) and with 422 for custom ones (they fail to validate).
 */
export function acceptObject(
  context: ValidationContext,
  object: JsonMap,
  fieldValidation: FieldValidation,
): JsonMap {
  const { type, version, warnings } = context;
  const metadata = mapOf(object.metadata);
  const findings = type.check(object);
  const cannotHandle = `${type.kind} in version "${version}" cannot be handled as a ${type.kind}`;
  const [wrong] = [
    ...wrongMetadataTypes(metadata),
    ...(type.custom ? [] : wrongTypes(object, findings)),
  ];
  if (wrong) {
    const value = jsonType(valueAt(object, wrong.path));
    throw badRequest(
      `${cannotHandle}: json: cannot unmarshal ${value} into Go struct field ${
        type.kind
      }.${formatPath(wrong.path)} of type ${wrong.type}`,
    );
  }
  const unknown = unknownFields(metadata, findings).map(
    path => `unknown field ${JSON.stringify(formatPath(path))}`,
  );
  if (unknown.length > 0 && fieldValidation === 'Strict') {
    throw badRequest(
      `${cannotHandle}: strict decoding error: ${unknown.join(', ')}`,
    );
  }
  if (fieldValidation === 'Warn') {
    warnings.push(...unknown);
  }
  return {
    ...findings.pruned,
    apiVersion: apiVersionOf(type, version),
    kind: type.kind,
    metadata: pruneMetadata(metadata),
  };
}

/**
 * Takes the object of a server-side apply. Unknown fields and wrong types are answered with 500, as the real server does: the
 * object cannot be made a typed one, and nobody there counts that as the caller's mistake.
 */
export function acceptAppliedObject(
  { type, version }: ValidationContext,
  object: JsonMap,
): void {
  const metadata = mapOf(object.metadata);
  const findings = type.check(object);
  const place = (path: FieldPath) =>
    formatTypedPath(type.mergeType, object, path);
  const problems = [
    ...unknownFields(metadata, findings).map(
      path => `${place(path)}: field not declared in schema`,
    ),
    ...[...wrongMetadataTypes(metadata), ...wrongTypes(object, findings)].map(
      wrong =>
        `${place(wrong.path)}: ${expected(
          wrong.type,
          valueAt(object, wrong.path),
        )}`,
    ),
  ].sort();
  if (problems.length > 0) {
    const text =
      problems.length === 1
        ? problems[0]
        : `errors:\n${problems.map(problem => `  ${problem}`).join('\n')}`;
    throw new StatusError({
      code: 500,
      message: `failed to create typed patch object (${textOf(
        metadata.namespace,
      )}/${textOf(metadata.name)}; ${type.group}/${version}, Kind=${
        type.kind
      }): ${text}`,
    });
  }
}

/** Checks the values of an object that is about to be stored; 422 with all that is wrong. */
export function validateObject(type: ResourceType, object: JsonMap): void {
  const metadata = mapOf(object.metadata);
  const causes = [
    ...metadataCauses(type, metadata),
    ...schemaCauses(type, object),
  ];
  if (causes.length > 0) {
    throw invalid(type, textOf(metadata.name), causes);
  }
}

function unknownFields(
  metadata: JsonMap,
  { unknown }: SchemaFindings,
): readonly FieldPath[] {
  return [...unknownMetadataFields(metadata), ...unknown];
}

function wrongTypes(
  object: JsonMap,
  { violations }: SchemaFindings,
): readonly WrongType[] {
  return violations
    .filter(({ keyword }) => keyword === 'type')
    .map(({ instancePath, params }) => ({
      path: pathOfPointer(object, instancePath),
      type: String(params.type),
    }));
}

/** The type of a value in the words of Go's JSON decoder. */
export function jsonType(value: Json | undefined): string {
  if (isList(value)) {
    return 'array';
  }
  if (value === null) {
    return 'null';
  }
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** The words of structured merge for a value of another type. */
function expected(wanted: string, value: Json | undefined): string {
  switch (wanted) {
    case 'integer':
    case 'number':
      return `expected numeric (int or float), got ${jsonType(value)}`;
    case 'object':
      return `expected map, got &{${goText(value)}}`;
    case 'array':
      return `expected list, got &{${goText(value)}}`;
    default:
      return `expected ${wanted}, got &value.valueUnstructured{Value:${JSON.stringify(
        value,
      )}}`;
  }
}

/** A value as Go prints it. */
function goText(value: Json | undefined): string {
  if (isList(value)) {
    return `[${value.map(goText).join(' ')}]`;
  }
  if (isMap(value)) {
    const fields = Object.keys(value).sort();
    return `map[${fields
      .map(key => `${key}:${goText(value[key])}`)
      .join(' ')}]`;
  }
  return String(value);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
