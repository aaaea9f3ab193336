import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { toError } from '@backstage/errors';

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * PEM bundle of the CAs that vouch for an API server, from `caFile` or else `caData`; `undefined` stands for the
 * system's. Throws an error that names the key and the cure: with a bundle that cannot be read, each connection would
 * fail with a message that points at the server.
 */
export async function trustedCertificates(source: {
  readonly caFile?: string;
  readonly caData?: string;
}): Promise<string | undefined> {
  if (source.caFile) {
    const pem = await readFile(source.caFile, 'utf8').catch(error => {
      throw new Error(
        `caFile cannot be read (${
          toError(error).message
        }); correct the path or the rights of the file`,
      );
    });
    return certificatesOnly(pem, `caFile "${source.caFile}"`);
  }
  if (source.caData) {
    const pem = Buffer.from(source.caData, 'base64').toString('utf8');
    return certificatesOnly(pem, 'caData');
  }
  return undefined;
}

function certificatesOnly(pem: string, key: string): string {
  const certificates = pem.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) {
    throw new Error(
      `${key} holds no certificate; it must be ${
        key === 'caData' ? 'the base64 form of ' : ''
      }a PEM file with the CA of the API server`,
    );
  }
  if (!certificates.every(isParsable)) {
    throw new Error(
      `${key} holds a certificate that cannot be parsed; copy the CA of the API server again`,
    );
  }
  return certificates.join('\n');
}

function isParsable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
