import { isMap, JsonMap, listOf, mapOf, stringsOf } from './apiObject';
import { mergeTypeFromSchema } from './apply/mergeType';
import { withMetadata } from './apply/mergeTypes';
import { schemaValidator } from './crdSchema';
import { checkObject } from './objectSchema';
import { byVersionPriority } from './versionPriority';
import { builtInTypes, ResourceType, tableOf } from './ResourceType';

/** The resources one cluster serves. CRDs come and go while it runs. */
export class TypeRegistry {
  static create(): TypeRegistry {
    const registry = new TypeRegistry();
    builtInTypes().forEach(type => registry.add(type));
    return registry;
  }

  readonly #types = new Map<string, ResourceType>();

  private constructor() {}

  add(type: ResourceType): void {
    this.#types.set(tableOf(type), type);
  }

  remove(table: string): void {
    this.#types.delete(table);
  }

  get(table: string): ResourceType | undefined {
    return this.#types.get(table);
  }

  /** The type a URL names, when that version of it is served. */
  find(
    group: string,
    version: string,
    plural: string,
  ): ResourceType | undefined {
    const type = this.#types.get(group ? `${plural}.${group}` : plural);
    return type?.versions.includes(version) ? type : undefined;
  }

  all(): readonly ResourceType[] {
    return [...this.#types.values()];
  }
}

/** The type a CustomResourceDefinition declares. */
export function typeFromCrd(crd: JsonMap): ResourceType {
  const spec = mapOf(crd.spec);
  const names = mapOf(spec.names);
  const served = listOf(spec.versions)
    .filter(isMap)
    .filter(version => version.served === true);
  const storage = served.find(version => version.storage === true) ?? served[0];
  const schema = mapOf(mapOf(mapOf(storage).schema).openAPIV3Schema);
  const validate = schemaValidator(schema);
  const kind = String(names.kind);
  return {
    group: String(spec.group),
    plural: String(names.plural),
    kind,
    singular: String(names.singular ?? kind.toLowerCase()),
    listKind: String(names.listKind ?? `${kind}List`),
    shortNames: stringsOf(names.shortNames),
    categories: stringsOf(names.categories),
    versions: served
      .map(version => String(version.name))
      .sort(byVersionPriority),
    namespaced: spec.scope === 'Namespaced',
    hasStatus: isMap(mapOf(mapOf(storage).subresources).status),
    hasGeneration: true,
    custom: true,
    hasRules: JSON.stringify(schema).includes('x-kubernetes-validations'),
    mergeType: withMetadata(mergeTypeFromSchema(schema)),
    check: object => checkObject(validate, object),
  };
}
