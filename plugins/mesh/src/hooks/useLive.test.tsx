import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { useLive } from './useLive';

function signals() {
  const listeners = new Set<() => void>();
  const api = {
    subscribe: (_: string, onMessage: (message: never) => void) => {
      const listener = () => onMessage({} as never);
      listeners.add(listener);
      return { unsubscribe: () => listeners.delete(listener) };
    },
  };
  return {
    api,
    send: () => act(() => listeners.forEach(listener => listener())),
  };
}

describe('useLive', () => {
  it('keeps the last good value when a later request fails, and forgets the failure when one succeeds', async () => {
    const { api, send } = signals();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <TestApiProvider apis={[[signalApiRef, api]]}>{children}</TestApiProvider>
    );
    const load = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('first')
      .mockRejectedValueOnce(new Error('gateway timeout'))
      .mockResolvedValueOnce('second');
    const { result } = renderHook(() => useLive('key', load), { wrapper });
    await waitFor(() => expect(result.current.value).toBe('first'));

    send();
    await waitFor(() =>
      expect(result.current.error?.message).toBe('gateway timeout'),
    );
    expect(result.current.value).toBe('first');

    act(() => result.current.retry());
    await waitFor(() => expect(result.current.value).toBe('second'));
    expect(result.current.error).toBeUndefined();
  });

  it('answers any number of signals during a request with one more request', async () => {
    const { api, send } = signals();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <TestApiProvider apis={[[signalApiRef, api]]}>{children}</TestApiProvider>
    );
    const answers: ((value: string) => void)[] = [];
    const load = jest.fn(
      () => new Promise<string>(resolve => answers.push(resolve)),
    );
    const { result } = renderHook(() => useLive('key', load), { wrapper });
    send();
    send();
    send();
    expect(load).toHaveBeenCalledTimes(1);

    await act(async () => answers[0]('first'));
    expect(result.current.value).toBe('first');
    await act(async () => answers[1]('second'));

    expect(result.current.value).toBe('second');
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('drops the answer to an earlier question', async () => {
    const answers = new Map<string, (value: string) => void>();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <TestApiProvider apis={[]}>{children}</TestApiProvider>
    );
    const { result, rerender } = renderHook(
      ({ name }) =>
        useLive(
          name,
          () => new Promise<string>(resolve => answers.set(name, resolve)),
        ),
      { initialProps: { name: 'a' }, wrapper },
    );
    rerender({ name: 'b' });
    await waitFor(() => expect(answers.has('b')).toBe(true));

    await act(async () => answers.get('a')?.('of a'));
    expect(result.current.value).toBeUndefined();
    await act(async () => answers.get('b')?.('of b'));

    expect(result.current.value).toBe('of b');
  });
});
