/**
 * An object, or a part of it, that could not be decoded. It is kept beside the records: a rule that looks where it
 * would be must say that something was not seen.
 *
 * @public
 */
export interface Unreadable {
  readonly code: 'unreadable';
  /** `''` when the object is cluster-scoped, or when not even its namespace could be read. */
  readonly namespace: string;
  /** `''` when not even its name could be read; it then may be any object of the kind. */
  readonly name: string;
  /** Path of the offending field, e.g. `spec.ports[2].port`. */
  readonly field: string;
  /** What is wrong and how to cure it, in one sentence. */
  readonly problem: string;
}
