import { mockServices } from '@backstage/backend-test-utils';
import type { OperationClass } from '@meshwise/backstage-plugin-mesh-common';
import type { Knex } from 'knex';
import { Lease, StaleLeaseError } from '../Lease';
import type { OperationClaim } from '../OperationClaim';
import { OperationJournal } from '../OperationJournal';
import { preparedPlan } from './preparedPlan';

/** What must hold of the journal on any database. `connect` gives an empty one. */
export function describeJournal(
  database: string,
  connect: () => Promise<Knex>,
): void {
  describe(`OperationJournal on ${database}`, () => {
    const AT = 1_000_000;
    let journal: OperationJournal;

    beforeEach(async () => {
      const knex = await connect();
      journal = await OperationJournal.create({
        database: mockServices.database({ knex }),
      });
    });

    const claim = (
      id: string,
      more: Partial<OperationClaim> = {},
    ): OperationClaim => ({
      id,
      requester: 'user:default/ann',
      idempotencyKey: id,
      intent: 'onboard-namespace',
      parameters: { namespace: 'shop' },
      planHash: 'abc',
      scopes: ['namespace/shop'],
      undoOf: undefined,
      pullRequest: undefined,
      owner: 'backend-1',
      at: AT,
      leaseUntil: AT + 1_000,
      ...more,
    });

    async function begun(
      id: string,
      plan: {
        readonly class?: OperationClass;
        readonly approval?: { reason: string };
      } = {},
      more: Partial<OperationClaim> = {},
    ): Promise<void> {
      const asked = claim(id, more);
      expect(await journal.claim(asked)).toEqual({ code: 'claimed' });
      await journal.begin(asked, preparedPlan(plan), () => 0);
    }

    async function taken(
      id: string,
      owner = 'backend-1',
      now = AT,
    ): Promise<Lease> {
      const options = { owner, leaseMs: 1_000, now: () => now };
      const lease = await journal.leases.take(id, options);
      if (!lease) throw new Error('not free');
      return lease;
    }

    const stateOf = async (id: string) =>
      (await journal.stored.get(id))?.operation.state;

    const intent = { auditId: 'x', ownedBefore: undefined, compensates: false };

    it('gives one operation for one idempotency key', async () => {
      await begun('op1', {}, { idempotencyKey: 'task/step' });
      expect(
        await journal.claim(claim('op2', { idempotencyKey: 'task/step' })),
      ).toEqual({ code: 'exists', id: 'op1' });
    });

    it('locks every scope, and gives them to the next when it ended', async () => {
      const scopes = ['service/shop/cart', 'cluster/east'];
      await begun('op1', {}, { scopes });
      expect(
        await journal.claim(claim('op2', { scopes: ['cluster/east', 'x'] })),
      ).toEqual({ code: 'busy', id: 'op1' });
      expect(
        await journal.stored.byKey('user:default/ann', 'op2'),
      ).toBeUndefined();
      await (await taken('op1')).leave({ state: 'done' });
      expect(
        await journal.claim(claim('op2', { scopes: ['cluster/east', 'x'] })),
      ).toEqual({ code: 'claimed' });
    });

    it('lets exactly one of many concurrent claims through', async () => {
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          journal.claim(
            claim(`op${i}`, {
              // Asked for in any order, taken in one.
              scopes: i % 2 === 0 ? ['a', 'b', 'c'] : ['c', 'b', 'a'],
            }),
          ),
        ),
      );
      expect(results.filter(({ code }) => code === 'claimed')).toHaveLength(1);
      expect(results.filter(({ code }) => code === 'busy')).toHaveLength(49);
    });

    it('forgets a claim whose backend is gone before it began', async () => {
      await journal.claim(claim('op1'));
      await journal.sweep(AT + 999);
      expect(await journal.stored.get('op1')).toBeDefined();
      await journal.sweep(AT + 1_001);
      expect(await journal.stored.get('op1')).toBeUndefined();
      expect((await journal.claim(claim('op2'))).code).toBe('claimed');
    });

    it('gives the lease to one, and to the next when it has run out', async () => {
      await begun('op1');
      expect(await journal.leases.due(AT)).toEqual(['op1']);
      const options = { leaseMs: 1_000, now: () => AT };
      const leases = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          journal.leases.take('op1', { ...options, owner: `backend-${i}` }),
        ),
      );
      expect(leases.filter(lease => lease !== undefined)).toHaveLength(1);
      expect(await journal.leases.due(AT + 1_000)).toEqual([]);
      expect(await journal.leases.due(AT + 1_001)).toEqual(['op1']);
    });

    it('I5: whoever lost the lease can write nothing any more', async () => {
      await begun('op1');
      const first = await taken('op1', 'backend-1');
      const item = { position: 0, cluster: 'c1' };
      await first.intend(0, intent);
      const second = await taken('op1', 'backend-2', AT + 1_001);
      for (const write of [
        () => first.renew(),
        () => first.intend(1, intent),
        () => first.record(item, { state: 'applied' }),
        () => first.enter({ state: 'compensating', compensating: true }),
        () => first.leave({ state: 'compensated' }),
      ]) {
        await expect(write()).rejects.toThrow(StaleLeaseError);
      }
      expect(await second.load()).toMatchObject({
        state: 'approved',
        compensating: false,
        items: [{ state: 'sent', attempts: 1 }, { state: 'waiting' }],
      });
      await second.record(item, { state: 'applied', uid: 'u' });
    });

    it('I5: the same backend with an older lease is somebody else', async () => {
      await begun('op1');
      const older = await taken('op1', 'backend-1');
      await taken('op1', 'backend-1', AT + 1_001);
      await expect(older.intend(0, intent)).rejects.toThrow(StaleLeaseError);
    });

    it('I7: never changes an operation that ended', async () => {
      await begun('op1');
      const lease = await taken('op1');
      await lease.leave({ state: 'failed', message: 'No' });
      await expect(lease.leave({ state: 'done' })).rejects.toThrow(
        StaleLeaseError,
      );
      expect(await journal.resume('op1', AT)).toBe(false);
      expect(await journal.accept('op1', 'x', AT)).toBe(false);
      expect(await journal.stop('op1', 'x', AT)).toBe(false);
      expect(await journal.leases.due(AT + 9_999)).toEqual([]);
      expect((await journal.stored.get('op1'))?.operation).toMatchObject({
        state: 'failed',
        message: 'No',
      });
    });

    it('keeps what is needed to write and to restore an object', async () => {
      await begun('op1');
      const lease = await taken('op1');
      const { manifest } = preparedPlan().changes[0];
      await lease.intend(0, { ...intent, ownedBefore: manifest });
      const [item] = (await lease.load()).items;
      expect(item).toMatchObject({
        state: 'sent',
        openAuditId: 'x',
        ownedBefore: manifest,
        manifest,
        act: 'update',
        fieldManager: 'backstage-mesh-tenancy',
      });
      expect([...item.preimage.fields]).toEqual([['spec.hard.pods', '1']]);
    });

    it('a partial operation goes on when its time has come, not before', async () => {
      await begun('op1');
      const lease = await taken('op1');
      await lease.leave({ state: 'partial', resumeAt: AT + 500 });
      expect(await journal.leases.due(AT + 499)).toEqual([]);
      expect(await journal.leases.due(AT + 501)).toEqual(['op1']);
      expect((await journal.claim(claim('op2'))).code).toBe('busy');
      expect(await (await taken('op1', 'b', AT + 501)).load()).toMatchObject({
        resumes: 1,
      });
    });

    it('an undo takes the locks of what it takes back', async () => {
      await begun('op1');
      await (await taken('op1')).leave({ state: 'partial' });
      await begun('op2', {}, { undoOf: 'op1', intent: 'undo' });
      expect(await stateOf('op1')).toBe('accepted-partial');
      expect(await journal.claim(claim('op3'))).toEqual({
        code: 'busy',
        id: 'op2',
      });
      await (await taken('op2')).leave({ state: 'done' });
      expect((await journal.stored.get('op1'))?.operation.undoneBy).toBe('op2');
    });

    it('what goes on is not held: nobody takes it back or accepts it meanwhile', async () => {
      await begun('op1');
      await (await taken('op1')).leave({ state: 'partial', resumeAt: AT });
      const undo = claim('op2', { undoOf: 'op1', intent: 'undo' });
      expect((await journal.claim(undo)).code).toBe('claimed');
      const lease = await taken('op1', 'backend-2', AT + 1);
      expect(await stateOf('op1')).toBe('applying');
      expect(await journal.accept('op1', 'x', AT + 1)).toBe(false);
      expect(await journal.begin(undo, preparedPlan(), () => 0)).toEqual({
        code: 'busy',
        id: 'op1',
      });
      expect(await stateOf('op2')).toBeUndefined();
      expect(await journal.stop('op1', 'x', AT + 1)).toBe(true);
      expect(await lease.stopRequested()).toBe(true);
      expect((await journal.claim(claim('op3'))).code).toBe('busy');
    });

    it('what is taken back goes on being taken back', async () => {
      await begun('op1');
      const lease = await taken('op1');
      await lease.enter({ state: 'compensating', compensating: true });
      await lease.leave({ state: 'stuck', resumeAt: AT });
      await taken('op1', 'backend-2', AT + 1);
      expect(await stateOf('op1')).toBe('compensating');
    });

    it('a request that nobody could look for stays open', async () => {
      await begun('op1');
      const lease = await taken('op1');
      const item = { position: 0, cluster: 'c1' };
      await lease.intend(0, intent);
      await lease.record(item, { state: 'sent', unsettled: true });
      expect((await lease.load()).items[0]).toMatchObject({ openAuditId: 'x' });
      await lease.record(item, { state: 'applied' });
      expect((await lease.load()).items[0]).toMatchObject({
        openAuditId: undefined,
      });
    });

    it('a lease counts from before it was asked for', async () => {
      await begun('op1');
      let elapsed = 0;
      const clock = jest.spyOn(performance, 'now');
      clock.mockImplementation(() => elapsed);
      const lease = await journal.leases.take('op1', {
        owner: 'backend-1',
        leaseMs: 1_000,
        // From here on others count.
        now() {
          elapsed = 999;
          return AT;
        },
      });
      expect(lease?.isHeld).toBe(true);
      elapsed = 1_000;
      expect(lease?.isHeld).toBe(false);
      expect(() => lease?.assertHeld()).toThrow(StaleLeaseError);
      // What was sent must be over when others begin.
      elapsed = 600;
      expect(() => lease?.assertTimeToSend()).not.toThrow();
      elapsed = 700;
      expect(lease?.isHeld).toBe(true);
      expect(() => lease?.assertTimeToSend()).toThrow(StaleLeaseError);
      clock.mockRestore();
    });

    describe('approval', () => {
      const approval = { reason: 'a root is added' };
      const decision = {
        decision: 'approved',
        planHash: 'abc',
        approver: 'user:default/bob',
      } as const;

      it('holds nothing up while nobody has decided', async () => {
        await begun('op1', { approval });
        expect(await stateOf('op1')).toBe('awaiting-approval');
        expect(await journal.leases.due(AT + 9_999)).toEqual([]);
        expect((await journal.claim(claim('op2'))).code).toBe('claimed');
        expect(await journal.decide('op1', decision, AT)).toEqual({
          code: 'busy',
          id: 'op2',
        });
        expect(await stateOf('op1')).toBe('awaiting-approval');
        await journal.withdraw('op2');
        expect(await journal.decide('op1', decision, AT)).toEqual({
          code: 'decided',
        });
        expect(
          (await journal.stored.get('op1'))?.operation.approval,
        ).toMatchObject({
          approver: 'user:default/bob',
          at: AT,
        });
      });

      it('is used once, whoever comes together', async () => {
        await begun('op1', { approval });
        const results = await Promise.all(
          Array.from({ length: 20 }, (_, i) =>
            journal.decide(
              'op1',
              {
                ...decision,
                decision: i % 2 === 0 ? 'approved' : 'rejected',
                approver: `user:default/u${i}`,
              },
              AT,
            ),
          ),
        );
        expect(results.filter(({ code }) => code === 'decided')).toHaveLength(
          1,
        );
      });

      it.each([
        ['of the requester', { approver: 'user:default/ann' }, AT],
        ['of another plan', { planHash: 'other' }, AT],
        ['an hour later', {}, AT + 60 * 60_000],
      ])('%s counts nothing', async (_what, other, at) => {
        await begun('op1', { approval });
        expect(
          await journal.decide('op1', { ...decision, ...other }, at),
        ).toEqual({ code: 'gone' });
        expect(await stateOf('op1')).toBe('awaiting-approval');
      });

      it('expires', async () => {
        await begun('op1', { approval });
        expect(await journal.sweep(AT + 60 * 60_000 - 1)).toEqual([]);
        expect(await journal.sweep(AT + 60 * 60_000)).toEqual(['op1']);
        expect(await stateOf('op1')).toBe('expired');
      });
    });

    it('lists what changes a namespace', async () => {
      await begun('op1');
      const options = { requester: undefined, limit: 9 };
      const of = (namespace: string) =>
        journal.stored.list({ ...options, namespace });
      expect(await of('shop')).toHaveLength(1);
      expect(await of('sho')).toHaveLength(0);
    });

    it('keeps a shown plan for its requester only', async () => {
      const plan = {
        hash: 'abc',
        requester: 'user:default/ann',
        digests: new Map([['c1 Namespace shop', 'x']]),
        scopes: ['namespace/shop'],
        expiresAt: 2_000,
      };
      await journal.shown.remember(plan, 1_000);
      expect(await journal.shown.find('abc', 'user:default/ann')).toEqual(plan);
      expect(
        await journal.shown.find('abc', 'user:default/bob'),
      ).toBeUndefined();
    });
  });
}
