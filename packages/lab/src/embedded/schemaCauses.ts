import { isList, JsonMap } from './apiObject';
import { formatPath, pathOfPointer, valueAt } from './fieldPath';
import type { SchemaViolation } from './objectSchema';
import type { ResourceType } from './ResourceType';
import type { StatusCause } from './statusError';
import { jsonType } from './validateObject';

/** Mistakes after which a real server does not evaluate the CEL rules of a custom resource. */
const BLOCKING: readonly string[] = [
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
];

const RULES_NOT_CHECKED: StatusCause = {
  reason: 'FieldValueInvalid',
  message:
    'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
  field: '<nil>',
};

/** What of an object breaks the schema of its kind, in the words of Kubernetes. */
export function schemaCauses(
  type: ResourceType,
  object: JsonMap,
): readonly StatusCause[] {
  const causes = type
    .check(object)
    .violations.flatMap(violation => causesOf(violation, object));
  const blocked =
    type.hasRules && causes.some(({ reason }) => BLOCKING.includes(reason));
  return blocked ? [...causes, RULES_NOT_CHECKED] : causes;
}

/** Rules made of others (anyOf, not) say nothing a user could act on: their parts speak. */
function causesOf(violation: SchemaViolation, object: JsonMap): StatusCause[] {
  const { keyword, params } = violation;
  const path = pathOfPointer(object, violation.instancePath);
  const field = formatPath(path);
  const value = valueAt(object, path);
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
  const count = String(isList(value) ? value.length : 0);
  switch (keyword) {
    case 'required':
      return cause(
        'FieldValueRequired',
        'Required value',
        formatPath([...path, String(params.missingProperty)]),
      );
    case 'type':
      return cause(
        'FieldValueTypeInvalid',
        `Invalid value: "${jsonType(
          value,
        )}": ${field} in body must be of type ${params.type}: "${jsonType(
          value,
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
      return wrong(`should have at least ${params.limit} items`, count);
    case 'maxItems':
      return cause(
        'FieldValueTooMany',
        `Too many: ${count}: must have at most ${params.limit} items`,
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
    case 'oneOf': {
      const found = isList(params.passingSchemas)
        ? `Found ${params.passingSchemas.length} valid alternatives`
        : 'Found none valid';
      return cause(
        'FieldValueInvalid',
        `Invalid value: "": "${field}" must validate one and only one schema (oneOf). ${found}`,
        '<nil>',
      );
    }
    default:
      return [];
  }
}
