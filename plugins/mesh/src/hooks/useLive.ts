import { useSignal } from '@backstage/plugin-signals-react';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { Refresher } from './Refresher';

/** Signal channel on which the backend says that something changed. It carries no data. */
const CHANNEL = 'mesh';

/** Ages and states move on even if nothing changes, so there is a poll beside the signals. In milliseconds. */
const POLL_WITH_SIGNALS = 15_000;
const POLL_WITHOUT_SIGNALS = 5_000;

/** A value that is kept up to date. The last good value stays while a request runs and after one failed. */
export interface Live<T> {
  readonly value: T | undefined;
  readonly loading: boolean;
  readonly error: Error | undefined;
  readonly retry: () => void;
}

/** Options of {@link useLive}. */
export interface LiveOptions<T> {
  /** How often a value is worth another look, in milliseconds; `undefined` for the usual. */
  readonly periodOf?: (value: T) => number | undefined;
}

type State<T> = Omit<Live<T>, 'retry'>;
type Event<T> =
  | { readonly code: 'asked' }
  | { readonly code: 'started' }
  | { readonly code: 'answered'; readonly value: T }
  | { readonly code: 'failed'; readonly error: Error };

function reduce<T>(state: State<T>, event: Event<T>): State<T> {
  switch (event.code) {
    case 'asked':
      return { value: undefined, loading: true, error: undefined };
    case 'started':
      return { ...state, loading: true };
    case 'answered':
      return { value: event.value, loading: false, error: undefined };
    default:
      return { ...state, loading: false, error: event.error };
  }
}

/**
 * Loads a value, loads it again on the signal `mesh` and on a slow poll. Another key is another question: its value
 * starts empty.
 */
export function useLive<T>(
  key: string,
  load: () => Promise<T>,
  options: LiveOptions<T> = {},
): Live<T> {
  const [state, dispatch] = useReducer(reduce<T>, {
    value: undefined,
    loading: true,
    error: undefined,
  });
  const { lastSignal, isSignalsAvailable } = useSignal(CHANNEL);
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const refresher = useRef<Refresher<T>>();

  useEffect(() => {
    dispatch({ code: 'asked' });
    const current = Refresher.create<T>({
      load: () => latestLoad.current(),
      onStart: () => dispatch({ code: 'started' }),
      onValue: value => dispatch({ code: 'answered', value }),
      onError: error => dispatch({ code: 'failed', error }),
    });
    refresher.current = current;
    current.refresh();
    return () => current.close();
  }, [key]);

  const retry = useCallback(() => refresher.current?.refresh(), []);

  useEffect(() => {
    if (lastSignal) retry();
  }, [lastSignal, retry]);

  const slow = isSignalsAvailable ? POLL_WITH_SIGNALS : POLL_WITHOUT_SIGNALS;
  const wanted =
    state.value === undefined ? undefined : options.periodOf?.(state.value);
  const period = wanted ?? slow;
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && retry(), period);
    return () => clearInterval(timer);
  }, [period, retry]);

  return { ...state, retry };
}
