import type {
  Instant,
  Operation,
} from '@meshwise/backstage-plugin-mesh-common';

/** Something that people want to know of an operation. */
export interface OperationEvent {
  readonly operation: string;
  readonly requester: string;
  readonly summary: string;
  readonly state: Operation['state'];
  /** Reason of the state, in one sentence. */
  readonly message: string | undefined;
  /** Why a second person must approve; present while one must. */
  readonly approvalReason?: string;
  readonly at: Instant;
}

/** Where changes of operations are told. Must not throw: an operation does not depend on who hears of it. */
export interface OperationEvents {
  publish(event: OperationEvent): void;
}

/** Nobody listens. */
export const NO_EVENTS: OperationEvents = { publish() {} };
