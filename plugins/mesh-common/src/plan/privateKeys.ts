const KEY_BLOCK = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|PRIVATE\s+KEY/i;

/** How deep answers of forms can be. What is deeper is refused with the rest. */
const DEEPEST = 50;

/** Whether any text of a value may be a private key, wherever somebody pasted it (T23). @public */
export function holdsPrivateKey(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return KEY_BLOCK.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if (depth >= DEEPEST) return true;
  return Object.entries(value).some(
    ([key, item]) => KEY_BLOCK.test(key) || holdsPrivateKey(item, depth + 1),
  );
}
