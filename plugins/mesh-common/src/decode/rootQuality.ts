import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate as X509,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  KeyUsage,
} from '@peculiar/asn1-x509';

/** What decides whether a certificate is fit to be trusted as a root. */
export interface RootQuality {
  /** Basic constraints say that it belongs to an authority. */
  readonly isAuthority: boolean;
  /** Key usage says that it may sign certificates. A root without key usage says nothing. */
  readonly maySign: boolean;
  readonly isSelfIssued: boolean;
  readonly key:
    | { readonly code: 'rsa'; readonly bits: number }
    | { readonly code: 'curve'; readonly name: string }
    | { readonly code: 'other'; readonly algorithm: string };
}

const RSA = '1.2.840.113549.1.1.1';
const ELLIPTIC = '1.2.840.10045.2.1';

const CURVES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.10045.3.1.7', 'P-256'],
  ['1.3.132.0.34', 'P-384'],
  ['1.3.132.0.35', 'P-521'],
]);

/** Takes a certificate in DER form apart; `undefined` if it is none. Reference 7.2. */
export function rootQuality(
  der: Uint8Array<ArrayBuffer>,
): RootQuality | undefined {
  try {
    const { tbsCertificate } = AsnConvert.parse(der, X509);
    const { subject, issuer, subjectPublicKeyInfo, extensions } =
      tbsCertificate;
    const find = (id: string) =>
      extensions?.find(({ extnID }) => extnID === id)?.extnValue;
    const constraints = find(id_ce_basicConstraints);
    const usage = find(id_ce_keyUsage);
    return {
      isAuthority:
        constraints !== undefined &&
        AsnConvert.parse(constraints, BasicConstraints).cA,
      maySign:
        usage !== undefined &&
        AsnConvert.parse(usage, KeyUsage).toJSON().includes('keyCertSign'),
      isSelfIssued: same(
        AsnConvert.serialize(subject),
        AsnConvert.serialize(issuer),
      ),
      key: keyOf(subjectPublicKeyInfo),
    };
  } catch {
    // Anything may be pasted.
    return undefined;
  }
}

function keyOf({
  algorithm,
  subjectPublicKey,
}: X509['tbsCertificate']['subjectPublicKeyInfo']): RootQuality['key'] {
  if (algorithm.algorithm === RSA) {
    return { code: 'rsa', bits: modulusBits(new Uint8Array(subjectPublicKey)) };
  }
  if (algorithm.algorithm === ELLIPTIC && algorithm.parameters) {
    // A named curve: tag, length, and the identifier.
    const id = identifierOf(new Uint8Array(algorithm.parameters));
    return { code: 'curve', name: CURVES.get(id) ?? id };
  }
  return { code: 'other', algorithm: algorithm.algorithm };
}

/** Length of the first integer of a sequence. */
function modulusBits(key: Uint8Array): number {
  const sequence = contentOf(key, 0);
  const modulus = contentOf(key, sequence.start);
  const leading = key[modulus.start] === 0 ? 1 : 0;
  const bytes = modulus.length - leading;
  const first = key[modulus.start + leading] ?? 0;
  return bytes === 0 ? 0 : bytes * 8 - Math.clz32(first) + 24;
}

function contentOf(
  der: Uint8Array,
  at: number,
): { readonly start: number; readonly length: number } {
  const first = der[at + 1] ?? 0;
  if (first < 128) return { start: at + 2, length: first };
  const count = first & 127;
  const digits = der.slice(at + 2, at + 2 + count);
  const length = digits.reduce((sum, digit) => sum * 256 + digit, 0);
  return { start: at + 2 + count, length };
}

function identifierOf(der: Uint8Array): string {
  const { start, length } = contentOf(der, 0);
  const parts: number[] = [];
  let value = 0;
  for (const byte of der.slice(start, start + length)) {
    value = value * 128 + (byte & 127);
    if (byte < 128) {
      parts.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = parts;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

function same(a: ArrayBuffer, b: ArrayBuffer): boolean {
  const left = new Uint8Array(a);
  const right = new Uint8Array(b);
  return (
    left.length === right.length && left.every((byte, i) => byte === right[i])
  );
}
