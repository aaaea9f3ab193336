import type {
  OperationClass,
  Refusal,
  TargetCheck,
} from '@meshwise/backstage-plugin-mesh-common';
import { ann } from './__testUtils__/setUpOperations';
import { preparedPlan } from './__testUtils__/preparedPlan';
import { changedSincePlan } from './changedSincePlan';
import type { Planner } from './Planner';

type Prepared = Awaited<ReturnType<Planner['prepare']>>;

const BEFORE = preparedPlan();

const gone: TargetCheck = {
  cluster: 'c2',
  code: 'unreachable',
  object: '',
  message: 'nothing listens',
  cure: 'Try again.',
};

const refused = (code: Refusal['code']): Prepared => ({
  code: 'refused',
  refusals: [
    {
      code,
      subject: 'clusters',
      message: `it is ${code}`,
      cure: 'Look again.',
      because: [],
      gaps: [],
    },
  ],
});

/** Planned anew: `c2` does not answer, and `c1` is as it was, or was changed. */
function withoutC2(options: { readonly changed?: boolean } = {}): Prepared {
  const { plan, changes, ...rest } = BEFORE;
  const checks: TargetCheck[] = [{ cluster: 'c1', code: 'ready' }, gone];
  const left = changes
    .filter(({ cluster }) => cluster === 'c1')
    .map(change => ({
      ...change,
      preimage: options.changed
        ? { ...change.preimage, fields: new Map([['spec.hard.pods', '2']]) }
        : change.preimage,
    }));
  return {
    code: 'planned',
    prepared: { ...rest, plan: { ...plan, checks }, changes: left },
  };
}

const ask = (operationClass: OperationClass, prepared: Prepared) =>
  changedSincePlan(
    {
      class: operationClass,
      requester: ann.name,
      request: BEFORE.plan,
      items: BEFORE.changes.map((change, position) => ({
        ...change,
        position,
        state: 'waiting',
        ownedBefore: undefined,
        uid: undefined,
        openAuditId: undefined,
        attempts: 0,
        problem: undefined,
      })),
    },
    {
      planner: { prepare: async () => prepared },
      absentCaller: async () => ann,
    },
  );

describe('an approved operation before it begins', () => {
  it('begins if everything is as it was planned', async () => {
    const same: Prepared = { code: 'planned', prepared: BEFORE };
    expect(await ask('tenancy', same)).toBeUndefined();
  });

  it.each<[string, OperationClass, Prepared, string | undefined]>([
    ['a cluster is gone', 'failover', withoutC2(), 'c2: nothing listens'],
    ['a cluster is gone', 'evacuation', withoutC2(), undefined],
    [
      'a cluster is gone, and another was changed',
      'evacuation',
      withoutC2({ changed: true }),
      'c1: ResourceQuota shop/meshwise was changed',
    ],
    [
      'nothing is known of a cluster',
      'failover',
      refused('stale-input'),
      'it is stale-input',
    ],
    [
      'nothing is known of a cluster',
      'evacuation',
      refused('stale-input'),
      undefined,
    ],
    [
      'the requester owns it no longer',
      'evacuation',
      refused('not-owned'),
      'it is not-owned',
    ],
  ])('%s, %s', async (_, operationClass, prepared, reason) => {
    const message = await ask(operationClass, prepared);
    // No reason: no message at all.
    expect(message?.includes(reason ?? '')).toBe(reason && true);
  });
});
