import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiLock2Line,
  RiRefreshLine,
  RiSpamFill,
  RiSubtractLine,
  RiTimeLine,
} from '@remixicon/react';
import { State } from '../state/State';

/** The shape of a state. Shapes differ without colour: tick in a circle, triangle, octagon, ring, clock, dashed circle, padlock, dash. */
export function StateGlyph({ state }: { readonly state: State }) {
  const props = { size: 16, 'aria-hidden': true } as const;
  switch (state) {
    case 'healthy':
      return <RiCheckboxCircleFill {...props} />;
    case 'degraded':
      return <RiAlertFill {...props} />;
    case 'down':
      return <RiSpamFill {...props} />;
    case 'progressing':
    case 'loading':
      return <RiRefreshLine {...props} />;
    case 'stale':
      return <RiTimeLine {...props} />;
    case 'forbidden':
      return <RiLock2Line {...props} />;
    case 'not-applicable':
      return <RiSubtractLine {...props} />;
    default:
      return (
        <svg width="16" height="16" viewBox="0 0 24 24" aria-hidden>
          <circle
            cx="12"
            cy="12"
            r="9"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.4"
            strokeDasharray="3.6 3.4"
          />
        </svg>
      );
  }
}
