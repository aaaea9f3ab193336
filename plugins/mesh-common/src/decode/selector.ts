import { Selector, SelectorRequirement } from '../model/selector';
import { Field } from './field';
import { decodeLabels } from './metadata';

/** A label selector with `matchLabels` and `matchExpressions`. */
export function decodeSelector(field: Field): Selector {
  const equal = [...decodeLabels(field.get('matchLabels'))].map(
    ([key, value]): SelectorRequirement => ({
      key,
      operator: 'In',
      values: [value],
    }),
  );
  const expressions = field
    .get('matchExpressions')
    .items()
    .map(expression => ({
      key: expression.get('key').textOr(''),
      operator: decodeOperator(expression.get('operator').textOr('')),
      values: expression.get('values').texts(),
    }));
  return [...equal, ...expressions];
}

function decodeOperator(operator: string): SelectorRequirement['operator'] {
  switch (operator) {
    case 'In':
    case 'NotIn':
    case 'Exists':
    case 'DoesNotExist':
      return operator;
    default:
      return 'Invalid';
  }
}
