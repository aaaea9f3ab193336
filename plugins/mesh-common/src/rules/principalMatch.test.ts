import {
  matchesNamespace,
  matchesPrincipal,
  matchesServiceAccount,
  matchesText,
  matchesTrustDomain,
  principalText,
} from './principalMatch';

const FRONT = { trustDomain: 'td', namespace: 'web', serviceAccount: 'front' };
const OLD = { ...FRONT, trustDomain: 'old' };

describe('principalMatch, reference 7.7', () => {
  it('writes an identity as policies name it', () => {
    expect(principalText(FRONT)).toBe('td/ns/web/sa/front');
  });

  it.each([
    ['*', 'x', true],
    ['*', '', false],
    ['x', 'x', true],
    ['x', 'xx', false],
    ['x*', 'xy', true],
    ['x*', 'yx', false],
    ['*x', 'yx', true],
    ['*x', 'xy', false],
    ['x*y', 'x*y', true],
    ['x*y', 'xzy', false],
  ])('text %s and %s: %s', (pattern, text, expected) => {
    expect(matchesText(pattern, text)).toBe(expected);
  });

  it.each([
    ['td/ns/web/sa/front', true],
    ['old/ns/web/sa/front', true],
    ['cluster.local/ns/web/sa/front', true],
    ['other/ns/web/sa/front', false],
    ['td/ns/web/sa/back', false],
    ['old/ns/web/sa/back', false],
    ['t*/ns/web/sa/front', true],
    ['*d/ns/web/sa/front', true],
    ['*/ns/web/sa/front', true],
    ['*/ns/pay/sa/front', false],
    ['old/ns/web/*', false],
    ['td/ns/web/*', true],
    ['*', true],
  ])('principal %s: %s', (value, expected) => {
    expect(matchesPrincipal(value, FRONT, ['td', 'old'])).toBe(expected);
  });

  it('an alias of the trust domain stands for it, both ways', () => {
    const value = 'td/ns/web/sa/front';
    expect(matchesPrincipal(value, OLD, ['td', 'old'])).toBe(true);
    expect(matchesPrincipal(value, OLD, ['td'])).toBe(false);
    expect(matchesPrincipal('cluster.local/ns/web/sa/front', OLD, ['td'])).toBe(
      false,
    );
    expect(matchesPrincipal('old/ns/web/sa/front', OLD, ['td'])).toBe(true);
  });

  it.each([
    ['web', true],
    ['we', false],
    ['eb', false],
    ['w*', true],
    ['*b', true],
    ['*', true],
    ['w*b', true],
    ['w*eb', true],
    ['w*e*b', true],
    ['w*b*e', false],
    ['x*', false],
  ])('namespace %s: %s', (value, expected) => {
    expect(matchesNamespace(value, FRONT)).toBe(expected);
  });

  it.each([
    ['front', 'web', true],
    ['front', 'pay', false],
    ['web/front', 'pay', true],
    ['pay/front', 'web', false],
    ['web/back', 'web', false],
    ['back', 'web', false],
  ])(
    'service account %s of a policy in %s: %s',
    (value, namespace, expected) => {
      expect(matchesServiceAccount(value, FRONT, namespace)).toBe(expected);
    },
  );

  it.each([
    ['td', true],
    ['old', true],
    ['t*', true],
    ['*', true],
    ['other', false],
    ['ol*', false],
  ])('trust domain %s: %s', (value, expected) => {
    expect(matchesTrustDomain(value, FRONT, ['td', 'old'])).toBe(expected);
  });
});
