import { ObjectRecord } from '../model/record';
import { Unreadable } from '../model/unreadable';
import { Field } from './field';
import { Malformed } from './malformed';
import { decodeMetadata } from './metadata';

/** A record, or why there is none. @public */
export type Decoded<R extends ObjectRecord> =
  | { readonly code: 'decoded'; readonly record: R }
  | Unreadable;

/**
 * Turns an object as an API server or a YAML file holds it into a record. Total: whatever comes in, the answer is a value.
 *
 * @public
 */
export type Decoder<R extends ObjectRecord> = (raw: unknown) => Decoded<R>;

/** A decoder from the part that is special to its kind. */
export function decoder<R extends ObjectRecord>(
  decode: (object: Field, metadata: ObjectRecord) => R,
): Decoder<R> {
  return raw => {
    const object = Field.root(raw);
    try {
      return {
        code: 'decoded',
        record: decode(object, decodeMetadata(object)),
      };
    } catch (error) {
      return {
        code: 'unreadable',
        ...whatCanBeNamed(object),
        ...describe(error),
      };
    }
  };
}

function describe(error: unknown): {
  readonly field: string;
  readonly problem: string;
} {
  if (error instanceof Malformed)
    return {
      field: error.field,
      problem: `${error.problem}; correct it in the object`,
    };
  return {
    field: '(object)',
    problem: 'could not be read at all; compare it with the schema of its kind',
  };
}

function whatCanBeNamed(object: Field): {
  readonly namespace: string;
  readonly name: string;
} {
  return {
    namespace: textIfAny(object, 'namespace'),
    name: textIfAny(object, 'name'),
  };
}

function textIfAny(object: Field, key: string): string {
  try {
    const text = object.get('metadata').get(key).textOr('');
    return text.length > 253 || text.includes('/') ? '' : text;
  } catch {
    return '';
  }
}
