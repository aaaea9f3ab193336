/** States of a thing and of what is known about it. Each has its own shape, word and tone (see StateBadge). */
export const STATES = [
  'healthy',
  'degraded',
  'down',
  'progressing',
  'stale',
  'unknown',
  'forbidden',
  'not-applicable',
  'loading',
] as const;

/** One of {@link STATES}. */
export type State = (typeof STATES)[number];
