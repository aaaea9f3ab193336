import type { Json } from '../kubernetesObject';
import { isList, isMap, JsonMap, mapOf } from './apiObject';
import {
  metadataCauses,
  pruneMetadata,
  unknownMetadataFields,
  wrongMetadataTypes,
} from './objectMeta';
import type { SchemaViolation } from './objectSchema';
import { apiVersionOf, ResourceType } from './ResourceType';
import { badRequest, invalid, StatusCause, StatusError } from './statusError';
import type { FieldValidation } from './WriteOptions';

/** What a validation needs to know. */
export interface ValidationContext {
  readonly type: ResourceType;
  readonly version: string;
  readonly warnings: string[];
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
  const unknown = [...unknownMetadataFields(metadata), ...findings.unknown].map(
    field => `unknown field ${JSON.stringify(field)}`,
  );
  const cannotHandle = `${type.kind} in version "${version}" cannot be handled as a ${type.kind}`;
  const wrongMeta = wrongMetadataTypes(metadata);
  const wrongTypes = findings.violations.filter(isTypeError);
  if (wrongMeta.length > 0 || (!type.custom && wrongTypes.length > 0)) {
    const [field, wanted] = wrongMeta[0] ?? [
      fieldPath(wrongTypes[0].instancePath),
      wrongTypes[0].params.type,
    ];
    throw badRequest(
      `${cannotHandle}: json: cannot unmarshal ${typeAt(
        object,
        field,
      )} into Go struct field ${type.kind}.${field} of type ${wanted}`,
    );
  }
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
  const { unknown, violations } = type.check(object);
  const problems = [
    ...[...unknownMetadataFields(metadata), ...unknown].map(
      field => `.${field}: field not declared in schema`,
    ),
    ...wrongMetadataTypes(metadata).map(
      ([field, wanted]) =>
        `.${field}: ${expected(wanted, valueAt(object, field))}`,
    ),
    ...violations.filter(isTypeError).map(({ instancePath, params }) => {
      const field = fieldPath(instancePath);
      return `.${field}: ${expected(
        String(params.type),
        valueAt(object, field),
      )}`;
    }),
  ];
  if (problems.length > 0) {
    const group = apiVersionOf(type, version);
    const text =
      problems.length === 1
        ? problems[0]
        : `errors:\n${problems.map(problem => `  ${problem}`).join('\n')}`;
    throw new StatusError({
      code: 500,
      message: `failed to create typed patch object (${
        metadata.namespace ?? ''
      }/${metadata.name ?? ''}; ${group}, Kind=${type.kind}): ${text}`,
    });
  }
}

/** Checks the values of an object that is about to be stored; 422 with all that is wrong. */
export function validateObject(type: ResourceType, object: JsonMap): void {
  const metadata = mapOf(object.metadata);
  const causes = [
    ...metadataCauses(type, metadata),
    ...type
      .check(object)
      .violations.flatMap(violation => causeOf(violation, object)),
  ];
  if (causes.length > 0) {
    throw invalid(type, String(metadata.name ?? ''), causes);
  }
}

function isTypeError({ keyword }: SchemaViolation): boolean {
  return keyword === 'type';
}

/** `/spec/http/0/route` as `spec.http[0].route`. */
export function fieldPath(instancePath: string): string {
  return instancePath
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce(
      (path, part) =>
        /^\d+$/.test(part)
          ? `${path}[${part}]`
          : `${path}${path && '.'}${part}`,
      '',
    );
}

function valueAt(object: JsonMap, field: string): Json | undefined {
  return field
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce((value: Json | undefined, key) => {
      if (isList(value)) {
        return value[Number(key)];
      }
      return isMap(value) ? value[key] : undefined;
    }, object);
}

function typeAt(object: JsonMap, field: string): string {
  const value = valueAt(object, field);
  if (isList(value)) {
    return 'array';
  }
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** The words of structured merge for a value of another type. */
function expected(wanted: string, value: Json | undefined): string {
  switch (wanted) {
    case 'integer':
    case 'number':
      return `expected numeric (int or float), got ${goType(value)}`;
    case 'object':
      return `expected map, got ${describeGo(value)}`;
    case 'array':
      return `expected list, got ${describeGo(value)}`;
    default:
      return `expected ${wanted}, got ${describeGo(value)}`;
  }
}

function goType(value: Json | undefined): string {
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function describeGo(value: Json | undefined): string {
  return `&value.valueUnstructured{Value:${JSON.stringify(value)}}`;
}

/** One violation in the words of Kubernetes. Rules made of others (anyOf, not) say nothing a user could act on, so their parts speak. */
function causeOf(violation: SchemaViolation, object: JsonMap): StatusCause[] {
  const { keyword, params } = violation;
  const field = fieldPath(violation.instancePath);
  const value = valueAt(object, field);
  const shown = JSON.stringify(value) ?? 'null';
  const cause = (
    reason: string,
    message: string,
    at = field,
  ): StatusCause[] => [{ reason, message, field: at }];
  const wrong = (rule: string, what = shown) =>
    cause(
      'FieldValueInvalid',
      `Invalid value: ${what}: ${field} in body ${rule}`,
    );
  switch (keyword) {
    case 'required':
      return cause(
        'FieldValueRequired',
        'Required value',
        `${field}${field && '.'}${params.missingProperty}`,
      );
    case 'type':
      return cause(
        'FieldValueTypeInvalid',
        `Invalid value: "${typeAt(
          object,
          field,
        )}": ${field} in body must be of type ${params.type}: "${typeAt(
          object,
          field,
        )}"`,
      );
    case 'enum': {
      const allowed = isList(params.allowedValues) ? params.allowedValues : [];
      return cause(
        'FieldValueNotSupported',
        `Unsupported value: ${shown}: supported values: ${allowed
          .map(item => JSON.stringify(item))
          .join(', ')}`,
      );
    }
    case 'minItems':
      return wrong(
        `should have at least ${params.limit} items`,
        String(isList(value) ? value.length : 0),
      );
    case 'maxItems':
      return cause(
        'FieldValueTooMany',
        `Too many: ${isList(value) ? value.length : 0}: must have at most ${
          params.limit
        } items`,
      );
    case 'maxLength':
      return cause(
        'FieldValueTooLong',
        `Too long: may not be more than ${params.limit} bytes`,
      );
    case 'minLength':
      return wrong(`should be at least ${params.limit} chars long`);
    case 'maximum':
      return wrong(`should be less than or equal to ${params.limit}`);
    case 'minimum':
      return wrong(`should be greater than or equal to ${params.limit}`);
    case 'pattern':
      return wrong(`should match '${params.pattern}'`);
    case 'oneOf':
      return cause(
        'FieldValueInvalid',
        `Invalid value: ${shown}: "${field}" must validate one and only one schema (oneOf)`,
      );
    default:
      return [];
  }
}
