import {
  ClusterName,
  ClusterTables,
  Kind,
  KIND_NAMES,
  Memo,
  ServiceRef,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import { exampleFleet } from '@meshwise/lab/src/__testUtils__/exampleFleet';
import { serviceStanding } from './serviceStanding';

const CHECKOUT = { namespace: 'payments', name: 'checkout' };
const QUERY = { namespace: 'search', name: 'query' };
const DAY = 24 * 60 * 60 * 1000;

/** The fleet with a cluster that does not answer any more; what was seen of it is kept. */
function withSilent(snapshot: Snapshot, cluster: ClusterName): Snapshot {
  const { kinds } = snapshot.clusters.get(cluster)!;
  const silent = KIND_NAMES.map((kind: Kind) => {
    const view = kinds[kind]!;
    const coverage = { ...view.coverage, state: 'timeout' as const };
    return [kind, { ...view, coverage }];
  });
  const changed: ClusterTables = { kinds: Object.fromEntries(silent) };
  return Snapshot.create({
    clusters: new Map(snapshot.clusters).set(cluster, changed),
    at: snapshot.at,
  });
}

describe('serviceStanding of the example fleet', () => {
  let fleet: Snapshot;

  beforeAll(async () => {
    fleet = await exampleFleet();
  });

  const ask = (
    service: ServiceRef,
    snapshot: Snapshot = fleet,
    sees: (cluster: ClusterName) => boolean = () => true,
  ) => serviceStanding({ snapshot, memo: Memo.create(), service, sees }).value;

  it('says from which clusters of its mesh a service is reached', () => {
    expect(ask(CHECKOUT).reach.value).toEqual({
      reached: ['eu-west-1', 'eu-west-2', 'us-east-1'],
      unreached: ['us-east-2'],
      unknown: [],
    });
  });

  it('says whose callers stop using what does not answer, and who takes over', () => {
    const { value } = ask(CHECKOUT).failover;

    expect(value.parts).toEqual(['eu-west-1', 'eu-west-2', 'us-east-1']);
    expect(value.armed).toEqual(['eu-west-1', 'us-east-1', 'us-east-2']);
    expect(value.weak).toEqual(['eu-west-2']);
    expect(value.ways).toContainEqual({
      client: 'eu-west-1',
      active: ['eu-west-1'],
      standby: ['eu-west-2', 'us-east-1'],
    });
    expect(ask(QUERY).failover.value).toMatchObject({
      armed: ['eu-west-1'],
      notArmed: ['eu-west-2', 'us-east-1', 'us-east-2'],
      ways: [],
    });
  });

  it('says with how many roots its workloads start, and when the first ends', () => {
    const { roots, firstEnd, unknown } = ask(CHECKOUT).trust.value;

    expect(roots).toBe(1);
    expect(((firstEnd ?? 0) - fleet.at) / DAY).toBe(3650);
    expect(unknown).toEqual([]);
  });

  it('names the owners of its namespace', () => {
    expect(ask(CHECKOUT).tenants).toEqual(['team-payments']);
  });

  it('promises nothing of a cluster that does not answer', () => {
    const before = ask(CHECKOUT);
    const { reach, failover } = ask(CHECKOUT, withSilent(fleet, 'us-east-1'));

    expect(before.reach.value.reached).toContain('us-east-1');
    expect(reach.value.reached).not.toContain('us-east-1');
    expect(reach.value.unknown).toContain('us-east-1');
    expect(failover.value.armed).not.toContain('us-east-1');
    expect(failover.value.unknown).toContain('us-east-1');
    expect(failover.gaps.map(({ cluster }) => cluster)).toContain('us-east-1');
  });

  it('says nothing of a service that runs nowhere', () => {
    const { reach, failover, trust } = ask({ namespace: 'shop', name: 'none' });

    expect(reach.value.reached).toEqual([]);
    expect(failover.value).toEqual({
      parts: [],
      armed: [],
      weak: [],
      notArmed: [],
      unknown: [],
      ways: [],
    });
    expect(trust.value).toEqual({ roots: 0, firstEnd: undefined, unknown: [] });
  });

  it('leaves out clusters that may not be seen and have no part of it', () => {
    const seen = ask(CHECKOUT, fleet, () => false);

    expect(JSON.stringify(seen.reach.value)).not.toContain('us-east-2');
    expect(JSON.stringify(seen.failover.value)).not.toContain('us-east-2');
    expect(seen.reach.value.reached).toEqual([
      'eu-west-1',
      'eu-west-2',
      'us-east-1',
    ]);
  });
});
