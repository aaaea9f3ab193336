import { FocusEvent, useRef, useState } from 'react';

/** Rows in the order to draw them, and the props of the region around the table. */
export interface HeldOrder<T> {
  readonly rows: readonly T[];
  readonly region: {
    readonly onFocus: () => void;
    readonly onBlur: (event: FocusEvent) => void;
    readonly onPointerEnter: () => void;
    readonly onPointerLeave: () => void;
  };
}

/**
 * Keeps rows where they are while the pointer or the focus is among them: nothing moves under a reader's hand. New rows
 * come last until then.
 */
export function useHeldOrder<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
): HeldOrder<T> {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const drawn = useRef<readonly string[]>([]);

  const place = new Map(drawn.current.map((key, index) => [key, index]));
  const rank = (row: T) => place.get(keyOf(row)) ?? place.size;
  const held =
    pointed || focused ? [...rows].sort((a, b) => rank(a) - rank(b)) : rows;
  drawn.current = held.map(keyOf);

  return {
    rows: held,
    region: {
      onFocus: () => setFocused(true),
      onBlur: event =>
        setFocused(event.currentTarget.contains(event.relatedTarget)),
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
    },
  };
}
