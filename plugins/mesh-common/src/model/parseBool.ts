const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map(text => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map(
    text => [text, false] as const,
  ),
]);

/** A flag as Go reads it, in settings and annotations; `undefined` for every other text, which Istio takes for absent. */
export function parseBool(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : FLAGS.get(text);
}
