import {
  isMap,
  JsonMap,
  listOf,
  mapOf,
  stringsOf,
} from '../embedded/apiObject';
import { fieldType, MergeType } from '../embedded/apply/mergeType';
import type { ResourceType } from '../embedded/ResourceType';
import type { Json } from '../kubernetesObject';

/** Deeper than any field of the compared kinds, and a stop for those that contain themselves. */
const DEPTH = 14;

/** The OpenAPI document of one group and version, as a real server publishes it. */
export class SchemaComparison {
  static create(document: JsonMap): SchemaComparison {
    return new SchemaComparison(mapOf(mapOf(document.components).schemas));
  }

  readonly #schemas: JsonMap;

  private constructor(schemas: JsonMap) {
    this.#schemas = schemas;
  }

  /** Fields that the real schema of a kind declares and the embedded one does not. */
  undeclaredFields(type: ResourceType, version: string): readonly string[] {
    const sample = mapOf(this.#sample(this.#schemaOf(type, version), 0));
    return type.check(sample).unknown.map(path => path.join('.'));
  }

  /** Lists and maps that the embedded engine would merge otherwise than the real schema says. */
  mergeDifferences(type: ResourceType, version: string): readonly string[] {
    const found: string[] = [];
    this.#compare(this.#schemaOf(type, version), type.mergeType, '', found, 0);
    return found;
  }

  #schemaOf({ group, kind }: ResourceType, version: string): JsonMap {
    const schema = Object.values(this.#schemas)
      .map(mapOf)
      .find(candidate =>
        listOf(candidate['x-kubernetes-group-version-kind'])
          .map(mapOf)
          .some(
            gvk =>
              gvk.group === group &&
              gvk.version === version &&
              gvk.kind === kind,
          ),
      );
    if (!schema) {
      throw new Error(
        `The server has no schema of ${kind} ${group}/${version}`,
      );
    }
    return schema;
  }

  #resolve(schema: JsonMap): JsonMap {
    const [only, ...more] = listOf(schema.allOf).map(mapOf);
    const reference = schema.$ref ?? only?.$ref;
    if (typeof reference !== 'string' || more.length > 0) {
      return schema;
    }
    const { $ref: _r, allOf: _a, ...own } = schema;
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    return { ...this.#resolve(mapOf(this.#schemas[name])), ...own };
  }

  /** A value with every field that a schema declares. */
  #sample(raw: JsonMap, depth: number): Json | undefined {
    const schema = this.#resolve(raw);
    const [alternative] = listOf(schema.oneOf ?? schema.anyOf).map(mapOf);
    if (depth > DEPTH) {
      return undefined;
    }
    if (isMap(schema.properties)) {
      return this.#sampleFields(schema.properties, depth);
    }
    if (alternative && schema.type === undefined) {
      return this.#sample(alternative, depth);
    }
    const [first] = stringsOf(schema.enum).filter(Boolean);
    switch (schema.type) {
      case 'array': {
        const item = this.#sample(mapOf(schema.items), depth + 1);
        return item === undefined ? [] : [item];
      }
      case 'object':
        return isMap(schema.additionalProperties)
          ? this.#sampleFields({ key: schema.additionalProperties }, depth)
          : {};
      case 'string':
        return first ?? 'x';
      case 'boolean':
        return true;
      default:
        return 1;
    }
  }

  #sampleFields(properties: JsonMap, depth: number): Json {
    return Object.fromEntries(
      Object.entries(properties)
        .map(
          ([key, field]) =>
            [key, this.#sample(mapOf(field), depth + 1)] as const,
        )
        .filter(([, value]) => value !== undefined),
    );
  }

  #compare(
    raw: JsonMap,
    type: MergeType,
    path: string,
    found: string[],
    depth: number,
  ): void {
    const schema = this.#resolve(raw);
    const wanted = mergeOf(schema);
    const actual =
      type.kind === 'list' ? `list by ${type.keys.join()}` : type.kind;
    if (depth > DEPTH) {
      return;
    }
    if (wanted !== actual) {
      found.push(`${path}: ${actual} instead of ${wanted}`);
      return;
    }
    if (type.kind === 'list') {
      this.#compare(
        mapOf(schema.items),
        type.item,
        `${path}[]`,
        found,
        depth + 1,
      );
    } else if (type.kind === 'map') {
      this.#compareFields(schema, type, path, found, depth);
    }
  }

  #compareFields(
    schema: JsonMap,
    type: MergeType & { kind: 'map' },
    path: string,
    found: string[],
    depth: number,
  ): void {
    for (const [key, field] of Object.entries(mapOf(schema.properties))) {
      const sample = this.#sample(mapOf(field), DEPTH);
      const inner = fieldType(type, key, sample);
      this.#compare(mapOf(field), inner, `${path}.${key}`, found, depth + 1);
    }
    const values = this.#resolve(mapOf(schema.additionalProperties));
    const isOpen =
      schema['x-kubernetes-preserve-unknown-fields'] === true ||
      mergeOf(values) === 'map';
    if (isOpen && !type.open) {
      found.push(`${path}: keys are fields instead of items`);
    }
  }
}

/** How a schema says that its values are merged. */
function mergeOf(schema: JsonMap): string {
  if (schema.type === 'array') {
    switch (schema['x-kubernetes-list-type']) {
      case 'map':
        return `list by ${stringsOf(
          schema['x-kubernetes-list-map-keys'],
        ).join()}`;
      case 'set':
        return 'list by ';
      default:
        return 'atomic';
    }
  }
  const isMapSchema = schema.type === 'object' || isMap(schema.properties);
  return isMapSchema && schema['x-kubernetes-map-type'] !== 'atomic'
    ? 'map'
    : 'atomic';
}
