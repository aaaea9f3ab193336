import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  Certificate as X509,
  id_ce_subjectKeyIdentifier,
  Name,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import { Certificate, CertificateContent } from '../model/certificate';
import { Field } from './field';

/** Only blocks of this type are kept: whatever else a bundle holds may be a key. */
const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** Longest certificate that is taken apart, in bytes: ten times as long as usual ones. */
const LONGEST = 32_768;

/** How many certificates are remembered. A fleet has a few roots, each of them in every namespace. */
const REMEMBERED = 500;

const remembered = new Map<string, Certificate>();

/** Short names of the parts of a distinguished name. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.5', 'SERIALNUMBER'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
]);

/** The certificates of a PEM text, in the order written. Each distinct one is read once and shared. */
export function decodeCertificates(field: Field): readonly Certificate[] {
  return [...field.textOr('').matchAll(CERTIFICATE)].map(([, block]) =>
    remember(block),
  );
}

function remember(block: string): Certificate {
  const known = remembered.get(block);
  if (known) return known;
  const certificate = read(block);
  if (block.length <= LONGEST) {
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(block, certificate);
  }
  return certificate;
}

function read(block: string): Certificate {
  const der = bytesOf(block);
  return {
    // Text that is not even base64 is told apart by itself.
    fingerprint: bytesToHex(sha256(der ?? new TextEncoder().encode(block))),
    content: der && der.length <= LONGEST ? contentOf(der) : undefined,
  };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function contentOf(
  der: Uint8Array<ArrayBuffer>,
): CertificateContent | undefined {
  try {
    const { tbsCertificate } = AsnConvert.parse(der, X509);
    const { subject, issuer, validity, subjectPublicKeyInfo } = tbsCertificate;
    const notBefore = validity.notBefore.getTime().getTime();
    const notAfter = validity.notAfter.getTime().getTime();
    if (Number.isNaN(notBefore) || Number.isNaN(notAfter)) return undefined;
    const key = AsnConvert.serialize(subjectPublicKeyInfo);
    return {
      subject: nameText(subject),
      issuer: nameText(issuer),
      notBefore,
      notAfter,
      subjectKeyId: subjectKeyIdOf(tbsCertificate.extensions ?? []),
      publicKey: bytesToHex(sha256(new Uint8Array(key))),
    };
  } catch {
    // Whoever may write the ConfigMap may write anything into it.
    return undefined;
  }
}

function nameText(name: Name): string {
  return name
    .flatMap(part =>
      part.map(
        ({ type, value }) =>
          `${PARTS.get(type) ?? type}=${value
            .toString()
            .replace(/[,\\]/g, '\\$&')}`,
      ),
    )
    .join(', ');
}

function subjectKeyIdOf(
  extensions: readonly {
    readonly extnID: string;
    readonly extnValue: OctetString;
  }[],
): string | undefined {
  const extension = extensions.find(
    ({ extnID }) => extnID === id_ce_subjectKeyIdentifier,
  );
  if (!extension) return undefined;
  const id = AsnConvert.parse(extension.extnValue, SubjectKeyIdentifier);
  return bytesToHex(new Uint8Array(id.buffer));
}
