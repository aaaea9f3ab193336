import { Gap } from './coverage';
import { Instant, ObjectRef } from './refs';

/** The object, and the field in it, that decided something. @public */
export interface Evidence {
  readonly object: ObjectRef;
  /** Path of the field as in the object's YAML, e.g. `spec.trafficPolicy.outlierDetection`. */
  readonly field: string;
  /** What was found there, shortened for display. Never a secret: decoders keep none. */
  readonly found?: string;
  /** Section of the reference whose rule made it decide. */
  readonly source: string;
}

/** The same object and field under the same section is the same evidence, whoever marked it. */
export function evidenceName({ object, field, source }: Evidence): string {
  const { cluster, kind, namespace, name } = object;
  return `${cluster}\n${kind}\n${namespace}\n${name}\n${field}\n${source}`;
}

/**
 * What a rule says, with everything needed to judge it.
 *
 * @public
 */
export interface Answer<A> {
  readonly value: A;
  /** What could not be seen and may change the value. Empty means the value is certain for the data's age. */
  readonly gaps: readonly Gap[];
  readonly because: readonly Evidence[];
  /** Age of the oldest data that mattered. `undefined` if nothing was ever seen. */
  readonly asOf: Instant | undefined;
}
