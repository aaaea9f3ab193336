import { Labels } from './record';

/** One requirement of a label selector. @public */
export interface SelectorRequirement {
  readonly key: string;
  /** `Invalid` stands for an operator this version does not know; it matches nothing. */
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Invalid';
  readonly values: readonly string[];
}

/** A Kubernetes label selector: all requirements must hold; none means everything. @public */
export type Selector = readonly SelectorRequirement[];

/** Whether labels satisfy a selector, as the API server decides it. @public */
export function matchesSelector(selector: Selector, labels: Labels): boolean {
  return selector.every(requirement => satisfies(requirement, labels));
}

/** Whether labels contain all pairs of a map; an empty map matches everything. @public */
export function containsLabels(labels: Labels, wanted: Labels): boolean {
  for (const [key, value] of wanted)
    if (labels.get(key) !== value) return false;
  return true;
}

function satisfies(
  { key, operator, values }: SelectorRequirement,
  labels: Labels,
): boolean {
  const value = labels.get(key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
