import { createHash } from 'node:crypto';

/** The letters Kubernetes makes names of: no vowels, so no words. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** A short name part that is the same for the same input at every start. */
export function stableSuffix(length: number, ...parts: string[]): string {
  return [...digest(parts).subarray(0, length)]
    .map(byte => LETTERS[byte % LETTERS.length])
    .join('');
}

/** A UUID that is the same for the same input at every start. */
export function stableUid(...parts: string[]): string {
  const hex = digest(parts).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** A number below `limit` that is the same for the same input at every start. */
export function stableNumber(limit: number, ...parts: string[]): number {
  return digest(parts).readUInt32BE(0) % limit;
}

function digest(parts: readonly string[]): Buffer {
  return createHash('sha256').update(parts.join('\n')).digest();
}
