import { FakeClock } from '../__testUtils__/FakeClock';
import { ListGate } from './ListGate';

describe('ListGate', () => {
  const { signal } = new AbortController();

  it('lets a storm of relists through at five a second (T41)', async () => {
    const clock = new FakeClock();
    const gate = new ListGate(clock);
    const started: number[] = [];
    const began = clock.elapsed();
    for (let i = 0; i < 120; i += 1) {
      void gate.run(async () => started.push(clock.elapsed() - began), signal);
    }
    await clock.advance(60_000);
    expect(started).toHaveLength(120);
    const within = (from: number) =>
      started.filter(at => at >= from && at < from + 1_000).length;
    for (let second = 1; second < 20; second += 1) {
      expect(within(second * 1_000)).toBeLessThanOrEqual(6);
    }
    expect(started.at(-1)).toBeLessThan(21_000);
  });

  it('holds few lists at once', async () => {
    const gate = new ListGate(new FakeClock());
    let running = 0;
    let most = 0;
    const list = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(resolve => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 18 }, () => gate.run(list, signal)));
    expect(most).toBe(6);
  });

  it('is not blocked by a list that fails, nor by one that is given up', async () => {
    const clock = new FakeClock();
    const gate = new ListGate(clock);
    const fail = () => Promise.reject(new Error('no'));
    const hang = new AbortController();
    const never = () => new Promise<void>(() => {});
    for (let i = 0; i < 5; i += 1) void gate.run(never, signal);
    for (let i = 0; i < 15; i += 1) {
      await expect(gate.run(fail, signal)).rejects.toThrow('no');
    }
    const waiting = gate.run(async () => 'given up', hang.signal);
    hang.abort();
    expect(await waiting).toBe('given up');
    const next = gate.run(async () => 'next', signal);
    await clock.advance(1_000);
    expect(await next).toBe('next');
  });
});
