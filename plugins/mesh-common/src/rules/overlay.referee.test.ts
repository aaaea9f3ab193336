import {
  RECORDED_FLEETS,
  recordedFleet,
  snapshotOfFleet,
} from '../__testUtils__/recordedFleets';
import { Chance, randomEdit } from '../__testUtils__/randomEdit';
import { record } from '../../cli/recording';
import { Memo } from '../model/memo';
import { findings } from './findings';

/** Fleets of one run, and edits of each, one on top of the other. */
const FLEETS = 24;
const EDITS = 5;

describe('a change is the same as an overlay and as a folder read anew', () => {
  it.each([1, 2, 3, 4])('seed %d', seed => {
    const chance = Chance.create(seed);
    let changed = 0;
    for (let fleet = 0; fleet < FLEETS; fleet++) {
      const name = chance.of(RECORDED_FLEETS) ?? '';
      const { objects: given, proxies } = recordedFleet(name);
      const stranger = recordedFleet(chance.of(RECORDED_FLEETS) ?? '').objects;
      const memo = Memo.create();
      let objects = given;
      let snapshot = snapshotOfFleet(objects);
      const before = record(snapshot, proxies, memo).proxies;
      findings(snapshot, { memo });
      const done = [name];
      for (let i = 0; i < EDITS; i++) {
        const edit = randomEdit(objects, stranger, chance);
        if (!edit) continue;
        done.push(edit.text);
        snapshot = snapshot.with(...edit.changes);
        objects = edit.objects;
        const read = snapshotOfFleet(objects);
        const expected = record(read, proxies).proxies;
        // Both what remembers and what only looks things up.
        for (const known of [memo.fork(), memo]) {
          const overlay = record(snapshot, proxies, known).proxies;
          expect({ done, overlay }).toStrictEqual({ done, overlay: expected });
        }
        expect({
          done,
          findings: findings(snapshot, { memo }).findings,
        }).toStrictEqual({ done, findings: findings(read).findings });
        if (JSON.stringify(expected) !== JSON.stringify(before)) changed++;
      }
    }
    // Most of what chance finds matters to somebody, or this would prove nothing.
    expect(changed).toBeGreaterThan((FLEETS * EDITS) / 3);
  });
});

describe('what an answer rests on beside what it looks up', () => {
  it('is the istiod, whoever names it: another cluster ID changes whom it watches', () => {
    const { objects, proxies } = recordedFleet(
      'scenarios/both-primaries-are-called-kubernetes',
    );
    const memo = Memo.create();
    const before = snapshotOfFleet(objects);
    record(before, proxies, memo);
    const cluster = 'kube-a';
    const [istiod] = (
      before.view(cluster, 'Deployment')?.table.list() ?? []
    ).filter(deployment => deployment.istiod !== undefined);
    if (!istiod?.istiod) throw new Error('no istiod');
    const env = new Map(istiod.istiod.env).set('CLUSTER_ID', 'other');
    const after = before.with({
      code: 'apply',
      cluster,
      kind: 'Deployment',
      record: { ...istiod, istiod: { ...istiod.istiod, env } },
    });
    expect(record(after, proxies, memo)).toStrictEqual(record(after, proxies));
  });
});
