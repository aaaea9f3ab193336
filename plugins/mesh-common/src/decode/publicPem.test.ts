import { ROOTS } from '../__testUtils__/roots';
import { decode } from './decoders';
import { publicPem } from './publicPem';

const KEY =
  '-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n';

describe('publicPem', () => {
  it('keeps a text of certificates as it is', () => {
    const text = `\n${ROOTS.old}\n\n${ROOTS.expiring}\n`;
    expect(publicPem(text)).toEqual({ pem: text, complete: true });
    expect(publicPem('')).toEqual({ pem: '', complete: true });
  });

  it('keeps nothing but certificates of any other text, and says so', () => {
    const { pem, complete } = publicPem(`${KEY}${ROOTS.old}\nnote`);
    expect(complete).toBe(false);
    expect(pem).toBe(ROOTS.old.trim());
    expect(publicPem(KEY)).toEqual({ pem: '', complete: false });
  });

  it('T23 is what a ClusterTrustBundle is read with', () => {
    const decoded = decode('ClusterTrustBundle', {
      apiVersion: 'certificates.k8s.io/v1beta1',
      kind: 'ClusterTrustBundle',
      metadata: { name: 'a' },
      spec: { trustBundle: `${ROOTS.old}\n${KEY}` },
    });
    expect(decoded).toMatchObject({ code: 'decoded' });
    expect(JSON.stringify(decoded)).not.toContain('MIGHAgEA');
  });
});
