import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readMeshFolder } from '../../cli/meshFolder';
import { Memo } from '../model/memo';
import { answer } from './answer';
import { allViews } from './allViews';
import { upgradeDiff } from './upgradeDiff';

const SCENARIOS = join(__dirname, '../../../../oracle/scenarios');

/** A folder has a recording of 1.29 where that version gave its proxies something else than 1.31. */
describe('upgradeDiff and what was recorded of two versions', () => {
  it('finds a change from 1.29 to 1.31 exactly where the recordings differ', () => {
    const wrong: string[] = [];
    const count = { changed: 0, unchanged: 0 };
    for (const folder of readdirSync(SCENARIOS).sort()) {
      const dir = join(SCENARIOS, folder);
      const { snapshot, proxies } = readMeshFolder(dir, { istio: '1.29' });
      const recorded = new Set(
        proxies.map(({ proxy }) => `${proxy.cluster}/${proxy.namespace}`),
      );
      const memo = Memo.create();
      const diffs = answer(snapshot, allViews, undefined, memo).value.map(
        ({ key }) =>
          upgradeDiff(snapshot, { controlPlane: key, version: '1.31' }, memo),
      );
      // Of other proxies nothing is recorded.
      const effects = diffs
        .flatMap(diff => diff.effects)
        .filter(({ callers: { cluster, namespace } }) =>
          recorded.has(`${cluster}/${namespace}`),
        );
      const differs = existsSync(join(dir, 'expected.1.29.json'));
      if (effects.length > 0) count.changed++;
      else count.unchanged++;
      if (effects.length > 0 !== differs)
        wrong.push(
          `${folder}: ${differs ? 'differs' : JSON.stringify(effects[0])}`,
        );
      for (const { causes, host, aspect } of effects)
        if (causes.length === 0)
          wrong.push(`${folder}: no cause of ${host} ${aspect}`);
    }
    process.stdout.write(
      `upgrade from 1.29 to 1.31: ${count.changed} folders change, ${count.unchanged} do not\n`,
    );
    expect(wrong).toEqual([]);
    expect(count.changed).toBeGreaterThan(0);
  });
});
