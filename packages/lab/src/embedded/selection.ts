import type { Json } from '../kubernetesObject';
import type { ApiCall } from './ApiCall';
import { ApiObject, isMap } from './apiObject';
import { tableOf } from './ResourceType';
import { parseFieldSelector, parseLabelSelector } from './selectors';

/** Which objects a list or watch is about. */
export interface Selection {
  matches(object: ApiObject): boolean;
  /** Whether selectors narrow it. */
  readonly narrowed: boolean;
}

/** Fields that a field selector may name, besides name and namespace. */
const FIELDS = new Map([
  [
    'pods',
    [
      'spec.nodeName',
      'spec.serviceAccountName',
      'status.phase',
      'status.podIP',
    ],
  ],
  ['namespaces', ['status.phase']],
]);

/** The selection of a request: its namespace, label selector and field selector. */
export function selectionOf({ type, request, query }: ApiCall): Selection {
  const labelText = query.get('labelSelector') ?? '';
  const fieldText = query.get('fieldSelector') ?? '';
  const labels = parseLabelSelector(labelText);
  const fields = selectableFields(tableOf(type));
  const selector = parseFieldSelector(fieldText, fields);
  return {
    narrowed: labelText !== '' || fieldText !== '',
    matches: object =>
      (request.namespace === '' ||
        object.metadata.namespace === request.namespace) &&
      (labelText === '' ||
        labels(new Map(Object.entries(object.metadata.labels ?? {})))) &&
      (fieldText === '' ||
        selector.matches(
          new Map(fields.map(field => [field, textAt(object, field)])),
        )),
  };
}

/** The field selectors a table knows. */
export function selectableFields(table: string): readonly string[] {
  return ['metadata.name', 'metadata.namespace', ...(FIELDS.get(table) ?? [])];
}

function textAt(object: ApiObject, field: string): string {
  const value = field
    .split('.')
    .reduce(
      (inner: Json | undefined, key) => (isMap(inner) ? inner[key] : undefined),
      object,
    );
  return typeof value === 'string' ? value : '';
}
