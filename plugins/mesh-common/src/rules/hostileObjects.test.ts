import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readMeshFolder } from '../../cli/meshFolder';
import { record } from '../../cli/recording';
import { snapshotOf } from '../decode/snapshotOf';

const ORACLE = join(__dirname, '../../../../oracle');
const FOLDERS = ['scenarios', 'generated', 'gateways', 'ambient'].flatMap(
  corpus =>
    readdirSync(join(ORACLE, corpus)).map(name => join(ORACLE, corpus, name)),
);

/** What no API server would hold, or what looks like a command to a program that is not careful. */
const HOSTILE = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    '*',
    '~',
    '/',
    '*/*',
    '__proto__',
    'constructor',
    '10.0.0.0/8',
    '::1',
    'x'.repeat(400),
    -1,
    0,
    65_536,
    Number.NaN,
    true,
    [],
    {},
    { __proto__: { polluted: true } },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Puts a value somewhere into an object, as the numbers of a path lead. */
function spoiled(
  value: unknown,
  path: readonly number[],
  by: unknown,
): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return by;
  if (Array.isArray(value) && value.length > 0) {
    const at = step % value.length;
    return value.map((item, i) => (i === at ? spoiled(item, rest, by) : item));
  }
  if (typeof value !== 'object' || value === null) return by;
  const entries = Object.entries(value);
  if (entries.length === 0) return by;
  const at = step % entries.length;
  return Object.fromEntries(
    entries.map(([key, item], i) => [
      key,
      i === at ? spoiled(item, rest, by) : item,
    ]),
  );
}

const DAMAGE = fc.record({
  folder: fc.constantFrom(...FOLDERS),
  hits: fc.array(
    fc.record({
      object: fc.nat(),
      path: fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
      by: HOSTILE,
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

describe('hostile objects', () => {
  it('never make the evaluator throw, and never leave a proxy without an answer', () => {
    fc.assert(
      fc.property(DAMAGE, ({ folder, hits }) => {
        const { objects, proxies } = readMeshFolder(folder, {
          istio: undefined,
        });
        const clusters = new Map(
          [...objects].map(([name, list]) => [
            name,
            hits.reduce<readonly unknown[]>((all, { object, path, by }) => {
              const at = object % Math.max(all.length, 1);
              return all.map((item, i) =>
                i === at ? spoiled(item, path, by) : item,
              );
            }, list),
          ]),
        );
        const { proxies: answers } = record(
          snapshotOf({ clusters, at: 0 }),
          proxies,
        );
        expect(Object.keys(answers)).toHaveLength(proxies.length);
        expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});
