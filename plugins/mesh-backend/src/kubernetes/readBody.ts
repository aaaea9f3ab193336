import { Readable, Transform, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ApiFailure } from './ApiFailure';

const MIB = 1024 * 1024;

/** An honest answer of 500 objects stays far below this. */
export const LARGEST_PAGE = 64 * MIB;

/** API servers compress with gzip level 1, which makes lists 5 to 8 times smaller. */
const LARGEST_RATIO = 10;

/** Below this size the ratio says nothing: a short list of equal objects compresses better than any real one. */
const RATIO_COUNTS_FROM = 2 * MIB;

/** A body that inflates beyond {@link LARGEST_RATIO}. Ask again without compression. */
export class InflatesTooMuch extends Error {
  readonly name = 'InflatesTooMuch';
}

/** The whole body of an answer as text, inflated if it is compressed. Rejects when it is larger than the limit. */
export async function readBody(
  body: Readable,
  encoding: string | undefined,
  limit = LARGEST_PAGE,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const compressed = new ByteCounter();
  for await (const chunk of inflated(body, encoding, compressed)) {
    size += chunk.length;
    if (size > limit) {
      throw new ApiFailure(
        'misbehaving',
        `the answer is larger than the limit of ${limit / MIB} MiB`,
      );
    }
    if (
      encoding === 'gzip' &&
      size > RATIO_COUNTS_FROM &&
      size > LARGEST_RATIO * compressed.bytes
    ) {
      throw new InflatesTooMuch();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

function inflated(
  body: Readable,
  encoding: string | undefined,
  counter: ByteCounter,
): AsyncIterable<Buffer> {
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip') {
    body.destroy();
    throw new ApiFailure(
      'misbehaving',
      `the API server answers in the encoding "${encoding}", which was not asked for`,
    );
  }
  const gunzip = createGunzip();
  // The reader of `gunzip` sees every error; the callback only keeps it from being thrown a second time.
  pipeline(body, counter, gunzip, () => {});
  return gunzip;
}

class ByteCounter extends Transform {
  bytes = 0;

  _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error: null, chunk: Buffer) => void,
  ): void {
    this.bytes += chunk.length;
    done(null, chunk);
  }
}
