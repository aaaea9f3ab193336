import { ApiFailure } from './ApiFailure';

/** What a person can do about errors of Node and of its TLS library, by their codes. */
const MEANING: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens at the address of the API server'],
  ['ECONNRESET', 'the API server reset the connection'],
  ['UND_ERR_SOCKET', 'the API server closed the connection'],
  ['UND_ERR_CONNECT_TIMEOUT', 'the API server does not accept connections'],
  ['UND_ERR_HEADERS_TIMEOUT', 'the API server does not answer'],
  ['UND_ERR_BODY_TIMEOUT', 'the API server stopped in the middle of an answer'],
  ['ENOTFOUND', 'the host name of the API server is unknown'],
  ['EAI_AGAIN', 'the host name of the API server cannot be looked up'],
  ['EHOSTUNREACH', 'there is no route to the API server'],
  ['ENETUNREACH', 'there is no route to the API server'],
  [
    'CERT_HAS_EXPIRED',
    'the certificate of the API server has expired; renew it',
  ],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'the certificate of the API server is for another name; correct the url of the cluster',
  ],
]);

const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
]);

/** Errors before a single byte of the request can have left. */
const NOT_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  ...UNTRUSTED,
]);

/** The failure that an error of the connection stands for. */
export function connectionFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  const code = codeOf(error);
  const sent = !NOT_SENT.has(code);
  if (UNTRUSTED.has(code)) {
    return new ApiFailure(
      'unreachable',
      `the certificate of the API server is not signed by the configured CA (${code}); correct caData or caFile of the cluster`,
      { sent },
    );
  }
  const meaning = MEANING.get(code);
  return new ApiFailure(
    'unreachable',
    meaning ? `${meaning} (${code})` : `the connection failed (${code})`,
    { sent },
  );
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('cause' in error) return codeOf(error.cause);
  return 'name' in error ? String(error.name) : 'unknown';
}
