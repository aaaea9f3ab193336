import { Gap } from '../src/model/coverage';

/** What could not be seen, one line each. */
export function gapLines(gaps: readonly Gap[]): readonly string[] {
  const lines = gaps.map(({ cluster, kind, state, object, reason }) =>
    [
      `not seen: ${kind}${
        object ? ` ${object}` : ''
      } of ${cluster} is ${state}`,
      ...(reason ? [reason] : []),
    ].join(': '),
  );
  return [...new Set(lines)];
}
