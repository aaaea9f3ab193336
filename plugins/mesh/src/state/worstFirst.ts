import { State } from './State';

const RANK = new Map<State, number>(
  (
    [
      'down',
      'degraded',
      'unknown',
      'stale',
      'forbidden',
      'progressing',
      'loading',
      'healthy',
      'not-applicable',
    ] as const
  ).map((state, index) => [state, index]),
);

/** Sorts by state, worst first; equal states keep their order. */
export function worstFirst<T>(
  items: readonly T[],
  stateOf: (item: T) => State,
): T[] {
  const rank = (item: T) => RANK.get(stateOf(item)) ?? 0;
  return [...items].sort((a, b) => rank(a) - rank(b));
}
