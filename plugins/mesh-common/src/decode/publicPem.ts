const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** What may be kept of a text that should hold certificates: those alone, since whatever else is there may be a key. */
export function publicPem(text: string): {
  readonly pem: string;
  /** Nothing else was there but white space, and the text is kept as it was. */
  readonly complete: boolean;
} {
  const blocks = text.match(CERTIFICATE) ?? [];
  const complete = text.replace(CERTIFICATE, '').trim() === '';
  return { pem: complete ? text : blocks.join('\n'), complete };
}
