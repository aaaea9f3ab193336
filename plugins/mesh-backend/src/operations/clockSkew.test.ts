import { TestDatabases } from '@backstage/backend-test-utils';
import { plan, setUpOperations } from './__testUtils__/setUpOperations';
import { clockSkew } from './clockSkew';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const setUp = async (aheadMs: number, operationClass: 'trust' | 'tenancy') => {
  const setup = await setUpOperations(databases, {
    clusters: ['c1', 'c2'],
    class: operationClass,
  });
  setup.fake.clocksAhead.set('c2', aheadMs);
  return setup;
};

describe('T30: clocks that differ', () => {
  it.each([
    [2 * HOUR_MS, '2 hours ahead of'],
    [-2 * HOUR_MS, '2 hours behind'],
    [YEAR_MS, '365 days ahead of'],
    [-YEAR_MS, '365 days behind'],
  ])('by %d ms: no decision about trust', async (aheadMs, words) => {
    const shown = await plan(await setUp(aheadMs, 'trust'));
    expect(shown).toMatchObject({
      applicable: false,
      proposable: false,
      checks: [
        { cluster: 'c1', code: 'ready' },
        {
          cluster: 'c2',
          code: 'clock-skew',
          message: `The clock of the API server is ${words} the clock of Meshwise: which certificates are valid cannot be said`,
        },
      ],
    });
  });

  it.each([2 * HOUR_MS, -YEAR_MS])(
    'by %d ms: what has nothing to do with certificates is told and goes on',
    async aheadMs => {
      const shown = await plan(await setUp(aheadMs, 'tenancy'));
      expect(shown.applicable).toBe(true);
      expect(shown.notes).toEqual([
        expect.stringMatching(/^c2: The clock of the API server is/),
      ]);
    },
  );

  it.each([
    [0, {}],
    [60_000, {}],
    [-60_000, {}],
    [61_000, { note: expect.stringContaining('1 minute ahead of') }],
    [-300_000, { note: expect.stringContaining('5 minutes behind') }],
    [300_001, { check: expect.objectContaining({ code: 'clock-skew' }) }],
    [undefined, {}],
  ])('%s ms: the limits are a minute and five', (aheadMs, expected) => {
    expect(clockSkew('c1', aheadMs, 'trust')).toEqual(expected);
  });
});
