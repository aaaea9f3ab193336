import fc from 'fast-check';

const NASTY = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '',
  '..',
  '%2e%2e',
  '\u0000',
  '\ud800',
  '\u202e',
  'a'.repeat(253),
  'a'.repeat(254),
  'no',
  'on',
  '0123',
  '~',
  '1e400',
  '${{ secrets.token }}',
  '{{ . }}',
  '"\n  foo: bar',
  '*',
  '*.local',
  '*.svc.cluster.local',
  '10.0.0.1',
  'cart.shop.svc.cluster.local',
  'kube-system',
  'istio-system',
  'default',
];

/** Texts that somebody might try, mixed with good ones. */
export function hostileText(...good: readonly string[]) {
  return fc.oneof(
    { arbitrary: fc.constantFrom(...good), weight: 6 },
    { arbitrary: fc.constantFrom(...NASTY), weight: 2 },
    { arbitrary: fc.string({ maxLength: 80 }), weight: 1 },
  );
}

/** Numbers that somebody might try, mixed with good ones. */
export function hostileNumber(...good: readonly number[]) {
  return fc.oneof(
    { arbitrary: fc.constantFrom(...good), weight: 3 },
    {
      arbitrary: fc.constantFrom(-1, 0, -0, 0.5, 1e30, Infinity, NaN),
      weight: 1,
    },
    { arbitrary: fc.integer(), weight: 1 },
  );
}

/** How often each property is tried: `MESHWISE_FUZZ_RUNS`, or 10,000 times. */
export const FUZZ_RUNS = Number(process.env.MESHWISE_FUZZ_RUNS ?? 10_000);
