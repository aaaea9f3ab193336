/** A JSON schema, as far as the document needs it. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** A reference to a schema of the document. */
export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A list. */
export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

/** An object; keys that end in `?` may be absent. More properties than these may come with later versions. */
export function object(
  properties: { readonly [key: string]: Schema },
  description?: string,
): Schema {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    required: entries.map(([key]) => key).filter(key => !key.endsWith('?')),
    properties: Object.fromEntries(
      entries.map(([key, value]) => [key.replace(/\?$/, ''), value]),
    ),
  };
}

/** A text that is one of some words. */
export function oneOf(...words: readonly string[]): Schema {
  return { type: 'string', enum: words };
}

export const text: Schema = { type: 'string' };
export const flag: Schema = { type: 'boolean' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const instant: Schema = {
  type: 'number',
  description: 'Milliseconds since the epoch, by the clock of the backend.',
};
