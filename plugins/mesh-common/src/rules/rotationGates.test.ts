import { fleet, NOW } from '../__testUtils__/fleet';
import { docs, istiod, workload } from '../__testUtils__/meshYaml';
import { rootConfigMap, ROOTS } from '../__testUtils__/roots';
import { answer } from './answer';
import { rotationStage } from './rotationStage';

type Root = keyof typeof ROOTS;

const HOUR = 60 * 60 * 1000;

/** A control plane of two, with a namespace for each bundle of roots. */
const side = (cluster: string, ...bundles: readonly (readonly Root[])[]) =>
  docs(
    istiod(cluster, { watches: ['c1', 'c2'] }),
    ...bundles.map((roots, index) => rootConfigMap(`ns${index}`, ...roots)),
  );

describe('rotationGates, reference 7.4', () => {
  const since = NOW - 2 * HOUR;
  const startedAt = (object: string, time: number) =>
    object.replace(
      /metadata:(\s+)\{?name/,
      match =>
        `${match.replace('name', '')}creationTimestamp: '${new Date(
          time,
        ).toISOString()}'${match.includes('{') ? ',' : '\n '} name`,
    );
  const control = (time: number, name = 'istiod-1') =>
    startedAt(
      `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: istio-system, labels: {app: istiod}}
spec: {containers: [{name: discovery}]}
`,
      time,
    );
  /** A pod with a sidecar. */
  const cart = (cluster: string, time: number) =>
    workload('shop/cart', { cluster })
      .split('\n---\n')
      .map(object =>
        object.includes('kind: Pod\n') ? startedAt(object, time) : object,
      )
      .join('\n---\n');
  const asked = (
    clusters: { readonly [name: string]: string },
    time: number | undefined = since,
  ) =>
    answer(fleet(clusters), rotationStage, { mesh: 'prod', since: time }).value
      .gates;
  const of = (gates: ReturnType<typeof asked>, code: string) =>
    gates
      .filter(item => item.code === code)
      .map(({ before, state, message, clusters }) => [
        before,
        state,
        message,
        clusters,
      ]);

  it('of bundles: every namespace of every cluster holds both roots', () => {
    const all = asked({
      c1: side('c1', ['old', 'new']),
      c2: side('c2', ['new', 'old']),
    });
    const passed = ['passed', 'All 2 namespaces hold both roots.', []];
    expect(of(all, 'bundles')).toEqual([
      ['S2', ...passed],
      ['S3', ...passed],
    ]);
    const late = asked({
      c1: side('c1', ['old', 'new'], ['old']),
      c2: side('c2', ['old'], ['old']),
    });
    const open = [
      'open',
      '3 of 4 namespaces do not hold both roots.',
      ['c1', 'c2'],
    ];
    expect(of(late, 'bundles')).toEqual([
      ['S2', ...open],
      ['S3', ...open],
    ]);
  });

  it('of the signing root: nothing public tells', () => {
    expect(of(asked({ c1: side('c1', ['old', 'new']) }), 'signing')).toEqual([
      [
        'S3',
        'unknown',
        'Which root signs is not public; look at the issuer of a certificate that was made lately.',
        [],
      ],
    ]);
  });

  const older = (count: number, ...clusters: readonly string[]) => [
    'open',
    `${count} pods started before and have not renewed their certificate for sure; wait until 24 hours have passed, or restart them.`,
    clusters,
  ];
  const YOUNGER = ['passed', 'All workloads started since then.', []];

  it.each<[string, number, readonly [number, number], readonly unknown[]]>([
    ['both started before', since, [-1, -1], older(2, 'c1', 'c2')],
    ['one started before', since, [1, -1], older(1, 'c2')],
    ['started at that very time', since, [0, 0], YOUNGER],
    ['both started after', since, [1, 1], YOUNGER],
    [
      'a lifetime of certificates has passed to the millisecond',
      NOW - 24 * HOUR,
      [-1, -1],
      ['passed', 'Every workload has renewed its certificate since then.', []],
    ],
    [
      'a lifetime has not quite passed',
      NOW - 24 * HOUR + 1,
      [-1, 1],
      older(1, 'c1'),
    ],
  ])('of workloads: %s', (_, time, [first, second], expected) => {
    const gates = asked(
      {
        c1: docs(side('c1', ['old', 'new']), cart('c1', time + first)),
        c2: docs(side('c2', ['old', 'new']), cart('c2', time + second)),
      },
      time,
    );
    expect(of(gates, 'workloads')).toEqual([
      ['S2', ...expected],
      ['S3', ...expected],
    ]);
  });

  it('of workloads: pods without proxy have no certificate', () => {
    const plain = cart('c1', since - 1).replace('istio-proxy', 'app');
    const gates = asked({ c1: docs(side('c1', ['old', 'new']), plain) });
    expect(of(gates, 'workloads')[0]).toEqual(['S2', ...YOUNGER]);
  });

  it.each<[string, readonly string[], readonly unknown[]]>([
    [
      'all started since',
      [control(since), control(since + 1)],
      ['passed', 'All control planes started since then.', []],
    ],
    [
      'one has pods from before',
      [
        docs(control(since - 1), control(since + 1, 'istiod-2')),
        control(since),
      ],
      [
        'unknown',
        '1 pods of control planes started before; whether they have loaded the roots is in their log.',
        ['c1'],
      ],
    ],
    [
      'one shows no pods',
      [control(since), ''],
      ['unknown', 'The pods of some control planes cannot be seen.', ['c2']],
    ],
  ])('of control planes: %s', (_, [first, second], expected) => {
    const gates = asked({
      // What else runs there, however long, is no control plane.
      c1: docs(side('c1', ['old', 'new']), first, cart('c1', since - 1)),
      c2: docs(side('c2', ['old', 'new']), second),
    });
    expect(of(gates, 'control-planes')).toEqual([['S2', ...expected]]);
  });

  it('of time: nothing is known without it', () => {
    const gates = answer(
      fleet({ c1: docs(side('c1', ['old', 'new']), control(NOW)) }),
      rotationStage,
      { mesh: 'prod' },
    ).value.gates;
    const nobody = [
      'unknown',
      'Nobody knows since when all namespaces are like this.',
      [],
    ];
    expect(of(gates, 'workloads')).toEqual([
      ['S2', ...nobody],
      ['S3', ...nobody],
    ]);
    expect(of(gates, 'control-planes')).toEqual([['S2', ...nobody]]);
  });
});
