import { Instant } from './refs';

/** What an X.509 certificate says of itself. @public */
export interface CertificateContent {
  /** Distinguished name, the most specific part last, e.g. `O=Example, CN=Mesh Root CA`. */
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** Subject key identifier in hexadecimal digits; `undefined` if it has none. */
  readonly subjectKeyId: string | undefined;
  /** SHA-256 of the public key in its DER form. Equal for a certificate and its renewal with the same key. */
  readonly publicKey: string;
}

/** A certificate that somebody trusts. Certificates are public; keys are never kept (reference 7.2). @public */
export interface Certificate {
  /** SHA-256 of the DER form, in lower-case hexadecimal digits. */
  readonly fingerprint: string;
  /** `undefined` if its bytes are not a certificate. */
  readonly content: CertificateContent | undefined;
}
