import { KeyboardEvent, useRef } from 'react';

/** Elements in which a letter is text. */
const INPUTS = 'input, textarea, select, [contenteditable="true"]';

/**
 * Keys of a plan while the focus is inside it: `n` and `p` go to the next and previous change, `e` opens all or closes
 * them. Letters that are typed into an input stay there (WCAG 2.1.4).
 */
export function usePlanKeys<E extends HTMLElement>(options: {
  /** The elements between which `n` and `p` go, as a selector. */
  readonly stops: string;
  readonly onExpandAll: () => void;
}) {
  const { stops, onExpandAll } = options;
  const region = useRef<E>(null);

  const step = (by: 1 | -1) => {
    const all = [
      ...(region.current?.querySelectorAll<HTMLElement>(stops) ?? []),
    ];
    const at = all.findIndex(stop => stop.contains(document.activeElement));
    const next = at < 0 && by < 0 ? all.length - 1 : at + by;
    all[next]?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const typed =
      event.target instanceof Element && event.target.closest(INPUTS);
    if (typed || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'n') step(1);
    else if (event.key === 'p') step(-1);
    else if (event.key === 'e') onExpandAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return { region, onKeyDown };
}
