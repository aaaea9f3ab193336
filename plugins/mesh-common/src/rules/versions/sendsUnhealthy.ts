import { DocumentedChange } from './documentedChange';

/** Unready endpoints are sent to clients unless switched off, so that calls spill over before the last one is gone. Reference 3.3. */
export const sendsUnhealthy: DocumentedChange = {
  code: 'sends-unhealthy',
  since: 31,
  source: '3.3',
  what: 'Unready endpoints are sent to clients unless switched off, so that calls spill over before the last one is gone.',
};
