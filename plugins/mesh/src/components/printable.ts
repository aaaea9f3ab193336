/** Longest text that is shown of one value. */
const LIMIT = 500;

/**
 * Makes text from a cluster safe to read: control and formatting characters, which can reorder or hide what stands
 * around them, are written out as code points; very long values are cut.
 */
export function printable(text: string): string {
  const visible = text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, codePoint);
  return visible.length > LIMIT ? `${visible.slice(0, LIMIT)}…` : visible;
}

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0)
    .toString(16)
    .toUpperCase()
    .padStart(4, '0');
  return `⟨U+${hex}⟩`;
}
