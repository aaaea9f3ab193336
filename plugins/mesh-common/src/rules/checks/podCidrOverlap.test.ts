import { fleet } from '../../__testUtils__/fleet';
import { docs, istiod, node } from '../../__testUtils__/meshYaml';
import { findings } from '../findings';
import { podCidrOverlap } from './podCidrOverlap';

type Blocks = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Which nodes of which clusters have which blocks in common; the ranges by cluster and node. */
const told = (blocks: Blocks, network = 'n1') => {
  const names = Object.keys(blocks);
  const clusters = Object.fromEntries(
    names.map(name => [
      name,
      docs(
        istiod(name, { watches: names, network }),
        ...Object.entries(blocks[name]).map(([at, cidr]) => node(at, '', cidr)),
      ),
    ]),
  );
  return findings(fleet(clusters), {
    checks: [podCidrOverlap],
  }).findings.map(({ message }) =>
    message.replace(
      /^Clusters .* are on one network \((.*)\) .*: node (.*) has (.*) and node (.*) has (.*)\. Calls .*$/,
      '$1: $2 $3, $4 $5',
    ),
  );
};

describe('pod-cidr-overlap, reference 1.4 and 8, 20a', () => {
  it.each<[string, Blocks, readonly string[]]>([
    [
      'the same block',
      { c1: { a: '10.0.0.0/24' }, c2: { b: '10.0.0.0/24' } },
      ['n1: a 10.0.0.0/24, b 10.0.0.0/24'],
    ],
    [
      'a block within another',
      { c1: { a: '10.0.0.0/16' }, c2: { b: '10.0.9.0/24' } },
      ['n1: a 10.0.0.0/16, b 10.0.9.0/24'],
    ],
    [
      'the last address of a block',
      { c1: { a: '10.0.0.0/24' }, c2: { b: '10.0.0.255/32' } },
      ['n1: a 10.0.0.0/24, b 10.0.0.255/32'],
    ],
    [
      'the address after a block',
      { c1: { a: '10.0.0.0/24' }, c2: { b: '10.0.1.0/32' } },
      [],
    ],
    [
      'a block after a smaller one in the same wide block',
      { c1: { a: '10.0.0.0/8', b: '10.1.0.0/24' }, c2: { c: '10.2.0.0/16' } },
      ['n1: a 10.0.0.0/8, c 10.2.0.0/16'],
    ],
    [
      'the second of two blocks side by side',
      { c1: { a: '10.0.0.0/24', b: '10.0.1.0/24' }, c2: { c: '10.0.1.0/24' } },
      ['n1: b 10.0.1.0/24, c 10.0.1.0/24'],
    ],
    [
      'blocks of one cluster only',
      { c1: { a: '10.0.0.0/16', b: '10.0.0.0/24' }, c2: { c: '10.9.0.0/16' } },
      [],
    ],
    [
      'addresses of another family',
      { c1: { a: '::/0' }, c2: { b: '10.0.0.0/24' } },
      [],
    ],
    [
      'IPv6',
      { c1: { a: 'fd00::/64' }, c2: { b: 'fd00::1:0/112' } },
      ['n1: a fd00::/64, b fd00::1:0/112'],
    ],
    ['what is no block', { c1: { a: 'nonsense' }, c2: { b: '0.0.0.0/0' } }, []],
    [
      'each two of three clusters, once',
      {
        c1: { a: '10.0.0.0/16' },
        c2: { b: '10.0.1.0/24', c: '10.0.2.0/24' },
        c3: { d: '10.0.1.0/24' },
      },
      [
        'n1: a 10.0.0.0/16, c 10.0.2.0/24',
        expect.stringMatching(/^n1: . 10\.0\.[01]\.0\/.., . 10\.0\.1\.0\/24$/),
        expect.stringMatching(/^n1: . 10\.0\.1\.0\/24, . 10\.0\.1\.0\/24$/),
      ],
    ],
  ])('%s', (_, blocks, expected) => {
    expect(told(blocks)).toEqual(expected);
  });

  it('clusters that name no network are on one', () => {
    const blocks = { c1: { a: '10.0.0.0/24' }, c2: { b: '10.0.0.0/24' } };
    expect(told(blocks, '')).toEqual([
      'neither names one: a 10.0.0.0/24, b 10.0.0.0/24',
    ]);
  });
});
