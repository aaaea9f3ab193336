import { mockServices } from '@backstage/backend-test-utils';
import { FakeStore } from '../__testUtils__/FakeStore';
import { announceChanges } from './announceChanges';

describe('announceChanges', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('gathers changes and sends no data', async () => {
    const publish = jest.fn(async () => {});
    const store = FakeStore.create({ c1: {} });
    const stop = new AbortController();
    const logger = mockServices.logger.mock();
    announceChanges({
      store,
      signals: { publish },
      logger,
      signal: stop.signal,
    });

    for (let i = 0; i < 5; i++) store.set({ c1: {} });
    await jest.advanceTimersByTimeAsync(1_999);
    expect(publish).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    store.set({ c1: {} });
    await jest.advanceTimersByTimeAsync(2_000);
    expect(publish).toHaveBeenCalledTimes(2);
    expect(publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'mesh',
      message: {},
    });

    store.set({ c1: {} });
    stop.abort();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(publish).toHaveBeenCalledTimes(2);
  });
});
