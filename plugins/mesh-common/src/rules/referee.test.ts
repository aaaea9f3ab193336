import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWERED_BY } from '../../cli/answeredBy';
import { describe as describeDifferences, referee } from '../../cli/referee';
import floors from '../../cli/oracle-floor.json';

/** Version of which every folder has a recording. */
const NEWEST = '1.31';

const ORACLE = join(__dirname, '../../../../oracle');

/**
 * Every recorded answer of Istio against the rules. A corpus whose floor is all of its proxies fails folder by folder; one that is not there
 * yet must not fall below what it has reached, which `oracle-floor.json` says.
 */
describe.each(floors)(
  'recorded answers, $corpus of $istio',
  ({ corpus, istio, equal, of }) => {
    const folders = readdirSync(join(ORACLE, corpus)).sort();
    const reached = new Map<string, number>();
    let seen = 0;

    it.each(folders)('%s', folder => {
      const verdicts = referee(join(ORACLE, corpus, folder), {
        istio: istio === NEWEST ? undefined : istio,
      });
      seen += verdicts.length;
      reached.set(
        folder,
        verdicts.filter(({ differences }) => differences.length === 0).length,
      );
      expect(verdicts.length).toBeGreaterThan(0);
      const wrong = equal < of ? [] : verdicts.flatMap(describeDifferences);
      expect(wrong).toStrictEqual([]);
    });

    it('does not fall below what it has reached', () => {
      const sum = [...reached.values()].reduce((total, n) => total + n, 0);
      process.stdout.write(
        `${corpus} of ${istio}: ${sum} of ${seen} proxies equal\n`,
      );
      expect(seen).toBe(of);
      expect(sum).toBeGreaterThanOrEqual(equal);
    });
  },
);

describe('the rule named behind a difference', () => {
  it.each([...ANSWERED_BY.values()])('%s exists, reference %s', rule => {
    expect(existsSync(join(__dirname, `${rule}.ts`))).toBe(true);
  });
});
