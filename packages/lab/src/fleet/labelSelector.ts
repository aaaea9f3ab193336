import { StringMap } from '../kubernetesObject';

/** A Kubernetes label selector. Empty selects everything. */
export interface LabelSelector {
  readonly matchLabels?: StringMap;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** Whether a selector selects an object with these labels. */
export function selects(
  selector: LabelSelector | undefined,
  labels: StringMap,
): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return (
    includesLabels(labels, matchLabels) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const present = Object.hasOwn(labels, key);
      const among = present && values.includes(labels[key]);
      switch (operator) {
        case 'In':
          return among;
        case 'NotIn':
          return !among;
        case 'Exists':
          return present;
        case 'DoesNotExist':
          return !present;
        default:
          throw new Error(`${operator} is no operator of a label selector`);
      }
    })
  );
}

/** Whether `labels` carry all of `wanted`. */
export function includesLabels(labels: StringMap, wanted: StringMap): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => Object.hasOwn(labels, key) && labels[key] === value,
  );
}
