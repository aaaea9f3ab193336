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
    const kinds =
      BY_GROUP_AND_KIND.get(`${group}/${object.get('kind').textOr('')}`) ?? [];
    const name = object.get('metadata').get('name').textOr('');
    return kinds.find(kind => isNamed(kindRow(kind).names, name));
  } catch {
    return undefined;
  }
}

function isNamed(names: readonly string[] | undefined, name: string): boolean {
  if (!names) return true;
  if (names.includes(name)) return true;
  // `istio-ca-root-cert`, `istio-sidecar-injector` and the like are no mesh configs.
  return (
    names.includes('istio-*') &&
    /^istio-/.test(name) &&
    !OTHER_CONFIG_MAPS.test(name)
  );
}

/** ConfigMaps of istiod that are not mesh config, in any revision. */
const OTHER_CONFIG_MAPS =
  /^istio-(ca-|sidecar-injector|gateway-|leader$|namespace-controller-)/;
