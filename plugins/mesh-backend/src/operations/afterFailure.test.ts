import { afterFailure } from './afterFailure';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const failures = (error: string) => [{ error, message: `c1: ${error}.` }];

const after = (
  operationClass: Parameters<typeof afterFailure>[0]['class'],
  error: string,
  elapsed: number,
  resumes = 0,
) =>
  afterFailure({ class: operationClass, resumes }, failures(error), 0, elapsed);

describe('after a failure, faults and bad input 3.6', () => {
  it.each([
    [0, 0.5],
    [1, 1],
    [3, 4],
    [20, 60],
  ])('tenancy waits longer each time: %s, %s min', (resumes, minutes) => {
    expect(after('tenancy', 'rejected', 0, resumes)).toEqual({
      state: 'partial',
      message: 'c1: rejected.',
      resumeAt: minutes * MINUTE,
    });
  });

  it('tenancy and evacuation are not tried for more than a day', () => {
    for (const operationClass of ['tenancy', 'evacuation'] as const) {
      const late = after(operationClass, 'unreachable', 24 * HOUR);
      expect(late).toMatchObject({ state: 'partial' });
      expect(late).not.toHaveProperty('resumeAt');
    }
  });

  it('an evacuation goes on every half minute', () => {
    expect(after('evacuation', 'rejected', HOUR, 99)).toMatchObject({
      state: 'partial',
      resumeAt: HOUR + MINUTE / 2,
    });
  });

  it('a shift is tried for two minutes if that can help, and taken back then', () => {
    expect(after('failover', 'unreachable', MINUTE)).toMatchObject({
      state: 'partial',
      resumeAt: MINUTE + 5_000,
    });
    expect(after('failover', 'unreachable', 2 * MINUTE)).toBe('compensate');
    expect(after('failover', 'conflict', 0)).toBe('compensate');
  });

  it('trust freezes', () => {
    expect(after('trust', 'unreachable', 0)).toEqual({
      state: 'stuck',
      message: 'c1: unreachable.',
    });
  });
});
