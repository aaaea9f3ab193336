/**
 * Moments in the life of an operation. Between any two of them the backend may end without a word, and whoever goes on
 * must find everything that is needed in the journal and in the clusters.
 */
export type Step =
  | 'lock'
  | 'submit'
  | 'approve'
  | 'claim'
  | 'before-intent'
  | 'after-intent'
  | 'after-send'
  | 'after-response'
  | 'after-result'
  | 'verify'
  | 'finish';

/** Is told of each step, and may end the process there. In production nobody listens. */
export interface Steps {
  at(step: Step, subject: string): Promise<void> | void;
}

/** Nobody listens. */
export const NO_STEPS: Steps = { at() {} };
