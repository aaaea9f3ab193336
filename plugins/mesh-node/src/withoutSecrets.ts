/** What looks like a credential wherever it stands: JSON web tokens, bearer headers, EKS tokens, PEM blocks, passwords in URLs. */
const SECRETS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{1,40}-----[^-]{0,20000}(-----END [A-Z ]{1,40}-----)?/g,
  /\beyJ[\w-]{5,}\.[\w-]+(\.[\w-]*)?/g,
  /\bk8s-aws-v1\.[\w-]+/g,
  /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi,
  /(?<=:\/\/)[^\s/@]{1,200}@/g,
];

/** Control characters and bidirectional overrides, which could forge log lines or hide text. */
const CONTROLS = /[\p{Cc}\p{Bidi_Control}]+/gu;

const LONGEST = 500;

/**
 * A text from outside, such as the error message of an API server or of an auth provider, made fit to be logged and
 * shown: one line, at most 500 characters, and without anything that looks like a credential.
 *
 * @public
 */
export function withoutSecrets(text: string): string {
  const head = text.slice(0, 40 * LONGEST);
  const clean = SECRETS.reduce(
    (rest, secret) => rest.replace(secret, '[redacted]'),
    head,
  )
    .replace(CONTROLS, ' ')
    .trim();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
}
