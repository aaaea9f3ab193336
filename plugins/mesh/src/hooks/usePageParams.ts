import { useSearchParams } from 'react-router-dom';

/** Parameters to set in the page address; `undefined` removes one. */
export interface ParamChange {
  readonly [name: string]: string | undefined;
}

/** Parameters of the page address, and a way to change some of them without a new entry in the history. */
export function usePageParams(): readonly [
  URLSearchParams,
  (change: ParamChange) => void,
] {
  const [params, setParams] = useSearchParams();
  const change = (wanted: ParamChange) =>
    setParams(
      current => {
        const next = new URLSearchParams(current);
        for (const [name, value] of Object.entries(wanted))
          if (value === undefined) next.delete(name);
          else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return [params, change];
}
