import fc from 'fast-check';
import { IntentResult } from '../plan';
import { FUZZ_RUNS } from './hostileText';

/** So many different inputs must be planned at least: else nearly nothing was looked at. */
const FEWEST_PLANS = 5;

/**
 * Asks an intent for many things, good, nearly good and bad, and looks at every plan that comes of it. What is refused
 * has a reason.
 */
export function fuzzIntent<Input extends object>(options: {
  /** Inputs that are planned. */
  readonly good: readonly Input[];
  readonly hostile: fc.Arbitrary<Input>;
  plan(input: Input): IntentResult;
  check(planned: IntentResult, input: Input): void;
}): void {
  const { good, hostile, plan, check } = options;
  let planned = 0;
  const seen = new Set<string>();
  fc.assert(
    fc.property(mixed(good, hostile), input => {
      // Good inputs come again and again.
      const text = fc.stringify(input);
      if (seen.has(text)) return;
      const result = plan(input);
      if (result.code === 'refused') {
        expect(result.refusals).not.toEqual([]);
      } else {
        check(result, input);
        planned++;
      }
      seen.add(text);
    }),
    { numRuns: FUZZ_RUNS },
  );
  expect(planned).toBeGreaterThanOrEqual(FEWEST_PLANS);
}

/** Good inputs, those of which fields were exchanged for bad ones, and bad ones. */
function mixed<Input extends object>(
  good: readonly Input[],
  hostile: fc.Arbitrary<Input>,
): fc.Arbitrary<Input> {
  const exchanged = fc
    .tuple(
      fc.constantFrom(...good),
      hostile,
      fc.array(fc.nat(), { maxLength: 2 }),
    )
    .map(([input, other, chosen]) => {
      const fields = Object.entries(other);
      const taken = chosen.flatMap(n => [fields[n % fields.length] ?? []]);
      return { ...input, ...Object.fromEntries(taken) };
    });
  return fc.oneof(
    { arbitrary: exchanged, weight: 3 },
    { arbitrary: hostile, weight: 2 },
  );
}
