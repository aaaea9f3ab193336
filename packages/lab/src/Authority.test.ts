import { createPrivateKey, X509Certificate } from 'node:crypto';
import { Authority, validFor } from './Authority';

const now = new Date('2026-03-01T00:00:00Z');

describe('Authority', () => {
  it('makes a root that is valid for the days asked for and signs itself', async () => {
    const root = new X509Certificate(
      (
        await Authority.createRoot({
          commonName: 'Root A',
          organization: 'Example',
          ...validFor(20, now),
        })
      ).certificate,
    );

    expect(root.ca).toBe(true);
    expect(root.subject).toBe('O=Example\nCN=Root A');
    expect(root.issuer).toBe(root.subject);
    expect(root.verify(root.publicKey)).toBe(true);
    expect(root.validToDate).toEqual(new Date('2026-03-21T00:00:00Z'));
    expect(root.validFromDate.getTime()).toBeLessThan(now.getTime());
  });

  it('makes an expired root for a negative number of days', async () => {
    const root = await Authority.createRoot({
      commonName: 'Old',
      ...validFor(-1, now),
    });
    expect(new X509Certificate(root.certificate).validToDate).toEqual(
      new Date('2026-02-28T00:00:00Z'),
    );
  });

  it('signs an intermediate that chains to the root and to no other', async () => {
    const root = await Authority.createRoot({
      commonName: 'Root',
      ...validFor(1, now),
    });
    const other = await Authority.createRoot({
      commonName: 'Root',
      ...validFor(1, now),
    });
    const intermediate = new X509Certificate(
      (
        await root.createIntermediate({
          commonName: 'Intermediate',
          ...validFor(1, now),
        })
      ).certificate,
    );

    expect(intermediate.ca).toBe(true);
    expect(
      intermediate.checkIssued(new X509Certificate(root.certificate)),
    ).toBe(true);
    expect(
      intermediate.verify(new X509Certificate(root.certificate).publicKey),
    ).toBe(true);
    expect(
      intermediate.verify(new X509Certificate(other.certificate).publicKey),
    ).toBe(false);
  });

  it('issues serving certificates for the loopback addresses', async () => {
    const root = await Authority.createRoot({
      commonName: 'Root',
      ...validFor(1, now),
    });
    const pair = await root.issueServing({
      commonName: 'kube-apiserver',
      ...validFor(1, now),
    });
    const certificate = new X509Certificate(pair.certificate);

    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.ca).toBe(false);
    expect(certificate.checkPrivateKey(createPrivateKey(pair.key))).toBe(true);
    expect(
      certificate.verify(new X509Certificate(root.certificate).publicKey),
    ).toBe(true);
  });

  it('keeps its private key to itself', async () => {
    const root = await Authority.createRoot({
      commonName: 'Root',
      ...validFor(1, now),
    });
    expect(JSON.stringify(root)).toBe('{}');
    expect(Object.keys(root)).toEqual([]);
  });
});
