import { expiryState } from './expiryState';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 21);

describe('expiryState', () => {
  it.each([
    [-1, 'down'],
    [0, 'down'],
    [29.9, 'down'],
    [30, 'degraded'],
    [89.9, 'degraded'],
    [90, 'healthy'],
    [3650, 'healthy'],
  ])('%s days left: %s', (days, expected) => {
    const content = {
      subject: 'CN=root',
      issuer: 'CN=root',
      notBefore: 0,
      notAfter: NOW + days * DAY,
      subjectKeyId: undefined,
      publicKey: 'key',
    };

    expect(expiryState({ content }, NOW)).toBe(expected);
  });

  it('is unknown for a certificate that cannot be read', () => {
    expect(expiryState({ content: undefined }, NOW)).toBe('unknown');
  });
});
