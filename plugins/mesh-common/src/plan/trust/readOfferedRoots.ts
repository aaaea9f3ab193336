import { decodeCertificates } from '../../decode/certificate';
import { Field } from '../../decode/field';
import { rootQuality, RootQuality } from '../../decode/rootQuality';
import { Certificate, CertificateContent } from '../../model/certificate';
import { Instant } from '../../model/refs';
import { Refusal } from '../plan';
import { holdsPrivateKey } from '../privateKeys';
import { Viewer } from '../PlanContext';
import { refusal } from '../refusal';

/** A root that somebody wants to be trusted. */
export interface OfferedRoot {
  readonly certificate: Certificate & { readonly content: CertificateContent };
  /** The certificate alone, without what was written around it. */
  readonly pem: string;
}

const BLOCK =
  /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Most certificates at a time, and longest text. */
const MOST = 10;
const LONGEST = 100_000;
const LEAST_RSA_BITS = 2048;

/** The roots of a PEM text, or all that speaks against them (T23, T27). */
export function readOfferedRoots(
  text: string,
  now: Instant,
  context: Viewer,
): readonly OfferedRoot[] | readonly Refusal[] {
  const refuse = (
    code: Refusal['code'],
    message: string,
    cure: string,
    subject = 'certificates',
  ) => refusal(context, code, { subject, message, cure });
  if (holdsPrivateKey(text)) {
    return [
      refuse(
        'private-key',
        'The text holds a private key. It was not kept, but whoever saw it may have',
        'Paste certificates only, and replace the key.',
      ),
    ];
  }
  const blocks = text.length > LONGEST ? [] : text.match(BLOCK) ?? [];
  const rest = text.replace(BLOCK, '');
  if (
    blocks.length === 0 ||
    blocks.length > MOST ||
    rest.includes('-----BEGIN')
  ) {
    return [
      refuse(
        'unreadable-certificate',
        `The text is not one to ${MOST} certificates as PEM`,
        'Paste the certificates from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----".',
      ),
    ];
  }
  const refusals: Refusal[] = [];
  const roots: OfferedRoot[] = [];
  blocks.forEach((pem, index) => {
    const [certificate] = decodeCertificates(Field.root(pem));
    const { content, fingerprint } = certificate;
    const quality = rootQuality(bytesOf(pem));
    if (!content || !quality) {
      refusals.push(
        refuse(
          'unreadable-certificate',
          `Certificate ${index + 1} cannot be read`,
          'Export it again as PEM.',
        ),
      );
      return;
    }
    const subject = `certificate ${content.subject}`;
    for (const { message, cure } of problems(content, quality, now)) {
      refusals.push(refuse('unfit-root', message, cure, subject));
    }
    if (
      roots.some(({ certificate: other }) =>
        clash(other, { fingerprint, content }),
      )
    ) {
      refusals.push(
        refuse(
          'unfit-root',
          'Another of the certificates is the same, or has the same key identifier',
          'Paste each root once.',
          subject,
        ),
      );
    }
    roots.push({ certificate: { fingerprint, content }, pem: tidy(pem) });
  });
  return refusals.length > 0 ? refusals : roots;
}

/** Whether roots were read. */
export function areRoots(
  result: readonly OfferedRoot[] | readonly Refusal[],
): result is readonly OfferedRoot[] {
  return result.every(item => 'pem' in item);
}

/** Two roots that a verifier could take for each other. */
export function clash(
  a: OfferedRoot['certificate'],
  b: OfferedRoot['certificate'],
): boolean {
  return (
    a.fingerprint === b.fingerprint ||
    (a.content.subjectKeyId === b.content.subjectKeyId &&
      a.content.publicKey !== b.content.publicKey)
  );
}

function problems(
  { notBefore, notAfter, subjectKeyId }: CertificateContent,
  { isAuthority, maySign, isSelfIssued, key }: RootQuality,
  now: Instant,
): readonly { readonly message: string; readonly cure: string }[] {
  const another = 'Ask the owner of the authority for its root certificate.';
  const found: { message: string; cure: string }[] = [];
  const say = (message: string, cure = another) =>
    found.push({ message, cure });
  if (!isAuthority)
    say('It does not belong to an authority (CA:TRUE is missing)');
  if (!maySign)
    say('It may not sign certificates (key usage keyCertSign is missing)');
  if (!isSelfIssued) say('It is no root: somebody else issued it');
  if (subjectKeyId === undefined)
    say(
      'It has no subject key identifier, so verifiers cannot tell it from others',
    );
  if (now >= notAfter) say(`It expired on ${dateOf(notAfter)}`);
  if (now < notBefore)
    say(
      `It is not valid before ${dateOf(notBefore)}`,
      'Add it when it is valid.',
    );
  if (key.code === 'rsa' && key.bits < LEAST_RSA_BITS) {
    say(`Its RSA key has ${key.bits} bits; ${LEAST_RSA_BITS} are needed`);
  }
  if (key.code === 'curve' && !key.name.startsWith('P-')) {
    say(
      'Its key is on a curve that is too small, or that proxies do not know; P-256 is needed',
    );
  }
  if (key.code === 'other')
    say(
      'Its key is of a kind that proxies do not verify; RSA or P-256 is needed',
    );
  return found;
}

function dateOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

function bytesOf(pem: string): Uint8Array<ArrayBuffer> {
  try {
    const base64 = pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '');
    return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** In lines of 64 letters, so that equal certificates are equal texts. */
function tidy(pem: string): string {
  const base64 = pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return [
    '-----BEGIN CERTIFICATE-----',
    ...lines,
    '-----END CERTIFICATE-----',
    '',
  ].join('\n');
}
