import { Kind, KIND_NAMES, kindRow } from '../model/kinds';
import { Field } from './field';

/** Kinds by API group and kind; rows that are a view on ConfigMaps are told apart by name. */
const BY_GROUP_AND_KIND: ReadonlyMap<string, readonly Kind[]> =
  KIND_NAMES.reduce((known, kind) => {
    const row = kindRow(kind);
    const key = `${row.group}/${row.kind}`;
    return known.set(key, [...(known.get(key) ?? []), kind]);
  }, new Map<string, readonly Kind[]>());

/** The row of the kinds table that an object belongs to, whatever its version; `undefined` for objects that are not read. @public */
export function kindOfObject(raw: unknown): Kind | undefined {
  try {
    const object = Field.root(raw);
    const apiVersion = object.get('apiVersion').textOr('');
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    const key = `${group}/${object.get('kind').textOr('')}`;
    const kinds = BY_GROUP_AND_KIND.get(key) ?? [];
    return kinds.find(kind => isNamed(kindRow(kind).names, object));
  } catch {
    return undefined;
  }
}

function isNamed(names: readonly string[] | undefined, object: Field): boolean {
  if (!names) return true;
  const name = object.get('metadata').get('name').textOr('');
  if (names.includes(name)) return true;
  // Istiod has other ConfigMaps of that form; only mesh config has this key.
  const isMeshConfig = object.get('data').get('mesh').present;
  return names.includes('istio-*') && name.startsWith('istio-') && isMeshConfig;
}
