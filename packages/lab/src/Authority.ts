import 'reflect-metadata';
import {
  KeyObject,
  randomBytes,
  X509Certificate as PublicCertificate,
} from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** ECDSA P-256 with SHA-256: what istiod issues, and quick to make. */
const ALGORITHM = {
  name: 'ECDSA',
  namedCurve: 'P-256',
  hash: 'SHA-256',
} as const;

const DAY = 24 * 60 * 60 * 1000;

/** How a certificate is named and how long it is valid. */
export interface CertificateSubject {
  readonly commonName: string;
  readonly organization?: string;
  /** Start of validity. */
  readonly notBefore: Date;
  /** End of validity; may be in the past, to show an expired root. */
  readonly notAfter: Date;
}

/** A serving certificate and its key, for the one process that serves with it. */
export interface ServingPair {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly key: string;
}

/**
 * A certificate authority whose private key lives in this object only: nothing returns it, and it is gone with the process.
 */
export class Authority {
  /** Makes a self-signed root. */
  static async createRoot(subject: CertificateSubject): Promise<Authority> {
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      ...commonFields(subject),
      name: distinguishedName(subject),
      keys,
      extensions: await authorityExtensions(keys.publicKey),
    });
    return new Authority(certificate, keys.privateKey);
  }

  readonly #certificate: x509.X509Certificate;
  readonly #privateKey: CryptoKey;

  private constructor(
    certificate: x509.X509Certificate,
    privateKey: CryptoKey,
  ) {
    this.#certificate = certificate;
    this.#privateKey = privateKey;
  }

  /** The public certificate, PEM with a closing line break, so that several can be joined. */
  get certificate(): string {
    return pem(this.#certificate);
  }

  /** Makes an intermediate authority that this one has signed. */
  async createIntermediate(subject: CertificateSubject): Promise<Authority> {
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      ...commonFields(subject),
      subject: distinguishedName(subject),
      issuer: this.#certificate.subject,
      publicKey: keys.publicKey,
      signingKey: this.#privateKey,
      extensions: [
        ...(await authorityExtensions(keys.publicKey)),
        await x509.AuthorityKeyIdentifierExtension.create(this.#certificate),
      ],
    });
    return new Authority(certificate, keys.privateKey);
  }

  /** Issues the certificate of a server that listens on the loopback addresses. */
  async issueServing(subject: CertificateSubject): Promise<ServingPair> {
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      ...commonFields(subject),
      subject: distinguishedName(subject),
      issuer: this.#certificate.subject,
      publicKey: keys.publicKey,
      signingKey: this.#privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([
          { type: 'dns', value: 'localhost' },
          { type: 'ip', value: '127.0.0.1' },
        ]),
        await x509.AuthorityKeyIdentifierExtension.create(this.#certificate),
      ],
    });
    return {
      certificate: pem(certificate),
      key: KeyObject.from(keys.privateKey)
        .export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    };
  }
}

/** A validity that starts a year before `now` and ends `validDays` after it. */
export function validFor(
  validDays: number,
  now: Date,
): Pick<CertificateSubject, 'notBefore' | 'notAfter'> {
  return {
    notBefore: new Date(now.getTime() - 365 * DAY),
    notAfter: new Date(now.getTime() + validDays * DAY),
  };
}

async function generateKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function commonFields(subject: CertificateSubject) {
  return {
    serialNumber: serialNumber(),
    notBefore: subject.notBefore,
    notAfter: subject.notAfter,
    signingAlgorithm: ALGORITHM,
  };
}

/** 127 random bits: positive, and never the same twice. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function distinguishedName(subject: CertificateSubject): x509.JsonName {
  return [
    ...(subject.organization ? [{ O: [subject.organization] }] : []),
    { CN: [subject.commonName] },
  ];
}

async function authorityExtensions(
  publicKey: CryptoKey,
): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(
      x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
      true,
    ),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
  ];
}

function pem(certificate: x509.X509Certificate): string {
  return new PublicCertificate(Buffer.from(certificate.rawData)).toString();
}
