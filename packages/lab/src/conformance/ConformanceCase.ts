import type { Json } from '../kubernetesObject';

/** Who sends a request: the administrator, a reader with few rights, a writer with some, nobody, or somebody with a bad token. */
export type Caller =
  | 'admin'
  | 'reader'
  | 'writer'
  | 'anonymous'
  | 'unknown'
  | 'expired'
  | 'otherUid';

/** One request, and what any engine must answer. `$ns` stands for a namespace of the case's own, `$uid1` for the first uid seen. */
export interface RequestStep {
  /** The administrator without it. */
  readonly as?: Caller;
  /** GET without it. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: Json;
  /** Of the body; JSON without it. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  /** Parts of the body that must be there. */
  readonly expect?: Json;
  /** The body when it is not JSON. */
  readonly text?: string;
  /** Sent again until this holds; for what a server does a moment later. */
  readonly until?: (status: number, text: string) => boolean;
  /** How long it is sent again, in ms; 20 s without it. */
  readonly patience?: number;
  /** Answer headers that must be there. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /**
   * Paths of the body that both engines must agree on, for instance `metadata.labels`; all of it without the option. For objects of
   * kinds whose many defaults the embedded engine does not fill in.
   */
  readonly compare?: readonly string[];
}

/** A watch that is read until so many events came, or until it ends. Requests can be sent while it is open. */
export interface WatchStep {
  readonly as?: Caller;
  readonly watch: string;
  /** Read this many events and hang up; without it, read until the server ends the stream. */
  readonly events?: number;
  readonly during?: readonly Step[];
  /** What each event must hold. */
  readonly expect: readonly Json[];
  readonly compare?: readonly string[];
}

/** Makes all resourceVersions too old. */
export interface ExpireStep {
  readonly expireWatches: true;
}

export type Step = RequestStep | WatchStep | ExpireStep;

/** A sequence of requests with the answers that every engine must give. */
export interface ConformanceCase {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** A sequence that the embedded engine answers otherwise, and why. */
export interface KnownDifference extends ConformanceCase {
  readonly why: string;
  /** What the embedded engine answers to the last step. */
  readonly embedded: { readonly status: number; readonly expect?: Json };
}
