import Ajv from 'ajv';
import type { Json } from '../kubernetesObject';
import { isList, isMap, JsonMap } from './apiObject';
import type { Validator } from './objectSchema';

/** What no value equals: a rule about "any other field" that always holds, and makes the validator look at these fields. */
const NOTHING = { not: { const: 'meshwise.io/nothing' } };

/** Makes a validator from the schema of a CustomResourceDefinition. CEL rules, formats and defaults are not evaluated. */
export function schemaValidator(schema: JsonMap): Validator {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    logger: false,
  });
  const validate = ajv.compile(translate(schema) as object);
  return object =>
    validate(object)
      ? []
      : (validate.errors ?? []).map(({ instancePath, keyword, params }) => ({
          instancePath,
          keyword,
          params,
        }));
}

/** Says in JSON schema what Kubernetes says with marks of its own. */
function translate(schema: Json): Json {
  if (isList(schema)) {
    return schema.map(translate);
  }
  if (!isMap(schema)) {
    return schema;
  }
  const translated: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (value !== undefined && !key.startsWith('x-kubernetes-')) {
      translated[key] = translate(value);
    }
  }
  if (
    schema['x-kubernetes-preserve-unknown-fields'] === true &&
    isMap(schema.properties)
  ) {
    translated.additionalProperties = NOTHING;
  }
  if (schema['x-kubernetes-int-or-string'] === true) {
    translated.type = ['integer', 'string'];
  }
  if (schema.nullable === true && typeof translated.type === 'string') {
    translated.type = [translated.type, 'null'];
  }
  return translated;
}
