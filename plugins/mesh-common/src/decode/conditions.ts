import { Conditions } from '../model/records/sail';
import { Field } from './field';

/** Conditions of an object by type. */
export function decodeConditions(field: Field): Conditions {
  return new Map(
    field.items().map(condition => [
      condition.get('type').textOr(''),
      {
        holds: condition.get('status').text() === 'True',
        reason: condition.get('reason').textOr(''),
        since: condition.get('lastTransitionTime').time() ?? 0,
      },
    ]),
  );
}

/** Whether a condition is there and true. */
export function isConditionTrue(field: Field, type: string): boolean {
  return field
    .items()
    .some(
      condition =>
        condition.get('type').text() === type &&
        condition.get('status').text() === 'True',
    );
}

/** Whether a condition is there at all. */
export function hasCondition(field: Field, type: string): boolean {
  return field.items().some(condition => condition.get('type').text() === type);
}
