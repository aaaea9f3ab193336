import { useMemo } from 'react';

/** A share that is not nothing but rounds to it, or not all but rounds to it. */
const CLOSE = 1e-9;

/** Shares as `67 %`. What is not nothing is never shown as 0 %, and what is not all never as 100 %. */
export function usePercent(): (share: number) => string {
  return useMemo(() => {
    const number = new Intl.NumberFormat(undefined, {
      style: 'percent',
      maximumFractionDigits: 0,
    });
    return share => {
      if (share > CLOSE && share < 0.005) return `<${number.format(0.01)}`;
      if (share < 1 - CLOSE && share >= 0.995) return `>${number.format(0.99)}`;
      return number.format(share);
    };
  }, []);
}
