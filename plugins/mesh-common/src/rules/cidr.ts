/** An IP address as a number, with its length in bits; `undefined` if the text is none. */
export function parseAddress(
  text: string,
): { readonly bits: 32 | 128; readonly value: bigint } | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Whether a text is an IP address. */
export function isAddress(text: string): boolean {
  return text.includes(':')
    ? parseIpv6(text) !== undefined
    : ipv4Number(text) !== undefined;
}

/** Whether a block such as `10.1.0.0/16` contains an address. Text that is neither contains nothing. */
export function cidrContains(cidr: string, address: string): boolean {
  const [base, length] = cidr.split('/');
  const network = parseAddress(base);
  const host = parseAddress(address);
  if (
    !network ||
    !host ||
    network.bits !== host.bits ||
    !/^\d{1,3}$/.test(length ?? '') ||
    Number(length) > network.bits
  )
    return false;
  const shift = BigInt(network.bits - Number(length));
  return network.value >> shift === host.value >> shift;
}

function parseIpv4(
  text: string,
): { readonly bits: 32; readonly value: bigint } | undefined {
  const value = ipv4Number(text);
  return value === undefined ? undefined : { bits: 32, value: BigInt(value) };
}

const DOT = '.'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);

/** Read digit by digit: there is no text that is read more often. */
function ipv4Number(text: string): number | undefined {
  if (text.length > '255.255.255.255'.length) return undefined;
  let value = 0;
  let part = 0;
  let digits = 0;
  let parts = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : DOT;
    if (code === DOT) {
      if (digits === 0 || digits > 3 || part > 255) return undefined;
      value = value * 256 + part;
      part = 0;
      digits = 0;
      parts++;
    } else {
      const digit = code - ZERO;
      if (digit < 0 || digit > 9) return undefined;
      part = part * 10 + digit;
      digits++;
    }
  }
  return parts === 4 ? value : undefined;
}

function parseIpv6(
  text: string,
): { readonly bits: 128; readonly value: bigint } | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(half => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [
    ...head,
    ...Array<string>(tail === undefined ? 0 : missing).fill('0'),
    ...(tail ?? []),
  ];
  if (!groups.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return {
    bits: 128,
    value: groups.reduce(
      (value, group) => (value << 16n) | BigInt(`0x${group}`),
      0n,
    ),
  };
}

/** First and last address of a block; an address alone is a block of one. `undefined` for text that is neither. */
export function cidrRange(
  cidr: string,
):
  | { readonly bits: 32 | 128; readonly first: bigint; readonly last: bigint }
  | undefined {
  const [base, length] = cidr.split('/');
  const address = parseAddress(base);
  if (!address) return undefined;
  const { bits, value } = address;
  if (length === undefined) return { bits, first: value, last: value };
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return undefined;
  const host = BigInt(bits - Number(length));
  const first = (value >> host) << host;
  return { bits, first, last: first + (1n << host) - 1n };
}
