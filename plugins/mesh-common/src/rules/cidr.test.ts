import { cidrContains, cidrRange, isAddress, parseAddress } from './cidr';

describe('parseAddress', () => {
  it.each<[string, number, bigint]>([
    ['0.0.0.0', 32, 0n],
    ['10.1.2.3', 32, 0x0a010203n],
    ['255.255.255.255', 32, 0xffffffffn],
    ['::', 128, 0n],
    ['::1', 128, 1n],
    ['1::', 128, 1n << 112n],
    ['2001:db8::ff00:42:8329', 128, 0x20010db8000000000000ff0000428329n],
    ['1:2:3:4:5:6:7:8', 128, 0x00010002000300040005000600070008n],
    ['::2:3:4:5:6:7:8', 128, 0x00000002000300040005000600070008n],
    ['FE80::A', 128, 0xfe80000000000000000000000000000an],
  ])('%s', (text, bits, value) => {
    expect(parseAddress(text)).toEqual({ bits, value });
    expect(isAddress(text)).toBe(true);
  });

  it.each([
    '',
    '10.1.2',
    '10.1.2.3.4',
    '10.1.2.256',
    '10.1.2.1000',
    '10..2.3',
    '10.1.2.',
    '.10.1.2.3',
    '10.1.2.x',
    '10.1.2.-1',
    '10.1.2.3/8',
    '255.255.255.2555',
    'cart.shop',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4::5:6:7:8',
    '12345::',
    'g::',
  ])('%s is none', text => {
    expect(parseAddress(text)).toBe(undefined);
    expect(isAddress(text)).toBe(false);
  });
});

describe('cidrContains', () => {
  it.each<[string, string, boolean]>([
    ['10.1.0.0/16', '10.1.0.0', true],
    ['10.1.0.0/16', '10.1.255.255', true],
    ['10.1.0.0/16', '10.2.0.0', false],
    ['10.1.0.0/16', '10.0.255.255', false],
    ['10.1.2.3/32', '10.1.2.3', true],
    ['10.1.2.3/32', '10.1.2.2', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['2001:db8::/32', '2001:db8::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['::/0', '::1', true],
    ['::/0', '10.0.0.1', false],
    ['0.0.0.0/0', '::1', false],
    ['10.0.0.0/33', '10.0.0.0', false],
    ['10.0.0.0/', '10.0.0.0', false],
    ['10.0.0.0/8x', '10.0.0.0', false],
    ['10.0.0.0/x8', '10.0.0.0', false],
    ['10.0.0.0', '10.0.0.0', false],
    ['10.0.0.0/8', 'cart', false],
    ['cart/8', '10.0.0.0', false],
  ])('%s and %s: %s', (cidr, address, expected) => {
    expect(cidrContains(cidr, address)).toBe(expected);
  });
});

describe('cidrRange', () => {
  it.each<[string, string | undefined, string?]>([
    ['10.1.2.3', '10.1.2.3', '10.1.2.3'],
    ['10.1.2.3/32', '10.1.2.3', '10.1.2.3'],
    ['10.1.2.3/24', '10.1.2.0', '10.1.2.255'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['2001:db8::/126', '2001:db8::', '2001:db8::3'],
    ['10.1.2.3/33', undefined],
    ['::/128', '::', '::'],
    ['::/129', undefined],
    ['10.1.2.3/x', undefined],
    ['10.1.2.3/1x', undefined],
    ['10.1.2.3/x1', undefined],
    ['cart', undefined],
  ])('%s', (cidr, first, last = '') => {
    expect(cidrRange(cidr)).toEqual(
      first === undefined
        ? undefined
        : {
            bits: parseAddress(first)?.bits,
            first: parseAddress(first)?.value,
            last: parseAddress(last)?.value,
          },
    );
  });
});
