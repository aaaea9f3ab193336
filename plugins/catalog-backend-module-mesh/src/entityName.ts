import { createHash } from 'node:crypto';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LONGEST = 63;

/** Whether a text can be the name of an entity as it is. */
export function isEntityName(text: string): boolean {
  return NAME.test(text);
}

/**
 * A name for an entity that stands for something with a freer name. Different texts never get the same name: where the
 * text has to be changed, a digest of it is added.
 */
export function entityName(text: string): string {
  const plain = text.replaceAll('/', '.');
  if (isEntityName(plain) && !text.includes('.')) return plain;
  if (isEntityName(text)) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const kept = plain
    .replace(/[^-A-Za-z0-9_.]/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, LONGEST - digest.length - 1);
  return kept === '' ? `x-${digest}` : `${kept}-${digest}`;
}
