import { ObjectRef } from '../../model/refs';

/** The checks of reference 8, in their order. @public */
export type ReachCheckNumber =
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '10'
  | '11'
  | '12'
  | '13'
  | '14'
  | '15'
  | '16'
  | '17'
  | '18'
  | '19'
  | '20a'
  | '20b'
  | '21'
  | '22'
  | '23'
  | '24'
  | '25'
  | '26'
  | '27'
  | '28'
  | '29'
  | '30'
  | '31'
  | '32'
  | '33';

/** What a check says: `warn` is worth knowing and stops nothing. What could not be seen never passes. @public */
export interface ReachFinding {
  readonly status: 'pass' | 'fail' | 'warn' | 'unknown';
  /** One sentence. */
  readonly text: string;
  /** What to do, for what fails. */
  readonly fix?: string;
  /** What decided: an object, and the field in it. */
  readonly at?: { readonly object: ObjectRef; readonly field: string };
}

/** One check with its answer. @public */
export interface ReachCheck extends ReachFinding {
  readonly check: ReachCheckNumber;
  /** What is checked, in a few words. */
  readonly name: string;
}

/** Where a finding was made. */
export type FoundAt = NonNullable<ReachFinding['at']>;

export function pass(text: string, at?: FoundAt): ReachFinding {
  return { status: 'pass', text, ...(at && { at }) };
}

export function warn(text: string, at?: FoundAt): ReachFinding {
  return { status: 'warn', text, ...(at && { at }) };
}

export function unknown(text: string, at?: FoundAt): ReachFinding {
  return { status: 'unknown', text, ...(at && { at }) };
}

export function fail(text: string, fix: string, at?: FoundAt): ReachFinding {
  return { status: 'fail', text, fix, ...(at && { at }) };
}

/** Names an object and a field of it. */
export function foundAt(
  cluster: string,
  kind: string,
  object: { readonly namespace: string; readonly name: string },
  field: string,
): FoundAt {
  const { namespace, name } = object;
  return { object: { cluster, kind, namespace, name }, field };
}
