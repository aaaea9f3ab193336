import { fleet, NOW, seenAs } from '../__testUtils__/fleet';
import { docs, istiod, namespace, workload } from '../__testUtils__/meshYaml';
import { rootConfigMap, ROOTS } from '../__testUtils__/roots';
import { answer } from './answer';
import { rotationStage } from './rotationStage';

type Root = keyof typeof ROOTS;

const HOUR = 60 * 60 * 1000;
const both = ['c1', 'c2'];

const side = (cluster: string, ...bundles: readonly (readonly Root[])[]) =>
  docs(
    istiod(cluster, { watches: both }),
    ...bundles.map((roots, index) => rootConfigMap(`ns${index}`, ...roots)),
  );

const asked = (
  c1: readonly (readonly Root[])[],
  c2: readonly (readonly Root[])[],
) =>
  answer(
    fleet({ c1: side('c1', ...c1), c2: side('c2', ...c2) }),
    rotationStage,
    { mesh: 'prod' },
  ).value;

const gate = (
  { gates }: ReturnType<typeof asked>,
  before: 'S2' | 'S3',
  code: string,
) => gates.find(item => item.before === before && item.code === code);

describe('rotationStage, reference 7.4', () => {
  it.each<[string, readonly Root[][], readonly Root[][], string]>([
    ['one root', [['old'], ['old']], [['old']], 'S0'],
    [
      'a renewal with the same key is the same root',
      [['old']],
      [['renewed']],
      'S0',
    ],
    ['a namespace got the new one', [['old'], ['old', 'new']], [['old']], 'S1'],
    [
      'one namespace of one cluster is late',
      [['old', 'new']],
      [['old', 'new'], ['old']],
      'S1',
    ],
    ['all hold both', [['old', 'new']], [['new', 'old']], 'S1-S2'],
    [
      'all that hold something hold both',
      [['old', 'new'], []],
      [['old', 'new']],
      'S1',
    ],
    ['the old one is going', [['old', 'new']], [['new']], 'S3'],
    ['one cluster skipped a stage', [['old']], [['new']], 'broken'],
    ['three roots', [['old', 'new']], [['old', 'expiring']], 'unknown'],
    [
      'no root is left in a namespace while the old one goes',
      [['old', 'new'], []],
      [['new']],
      'S3',
    ],
    ['no root', [], [], 'unknown'],
  ])('%s', (_, c1, c2, stage) => {
    expect(asked(c1, c2).stage).toBe(stage);
  });

  it('tells the old root from the new one, and what each namespace holds', () => {
    const rotation = asked([['new', 'old']], [['old'], []]);
    expect(rotation.old?.content?.subject).toBe('O=Example, CN=Mesh Root');
    expect(rotation.new?.content?.subject).toBe('O=Example, CN=Mesh Root 2');
    expect(rotation.places).toEqual([
      { cluster: 'c1', namespace: 'ns0', holds: 'both' },
      { cluster: 'c2', namespace: 'ns0', holds: 'old' },
      { cluster: 'c2', namespace: 'ns1', holds: 'neither' },
    ]);
    expect(gate(rotation, 'S2', 'bundles')).toMatchObject({
      state: 'open',
      clusters: ['c2'],
      message: '2 of 3 namespaces do not hold both roots.',
    });
  });

  it('never claims to know which root signs', () => {
    const rotation = asked([['old', 'new']], [['old', 'new']]);
    expect(gate(rotation, 'S3', 'signing')?.state).toBe('unknown');
  });

  describe('T26 gates of time', () => {
    const pod = (started: number) =>
      workload('shop/cart').replace(
        'annotations: {sidecar',
        `creationTimestamp: '${new Date(
          started,
        ).toISOString()}'\n  annotations: {sidecar`,
      );
    const control = (started: number) => `
apiVersion: v1
kind: Pod
metadata: {name: istiod-1, namespace: istio-system, labels: {app: istiod}, creationTimestamp: '${new Date(
      started,
    ).toISOString()}'}
spec: {containers: [{name: discovery}]}
`;
    const at = (since: number | undefined, started: number) =>
      answer(
        fleet({
          c1: docs(
            side('c1', ['old', 'new']),
            namespace('shop'),
            pod(started),
            control(started),
          ),
        }),
        rotationStage,
        { mesh: 'prod', since },
      ).value;

    it.each([
      ['nobody knows since when', undefined, NOW - HOUR, 'unknown', 'unknown'],
      [
        'pods started before',
        NOW - 2 * HOUR,
        NOW - 5 * HOUR,
        'open',
        'unknown',
      ],
      ['pods started since', NOW - 2 * HOUR, NOW - HOUR, 'passed', 'passed'],
      [
        'a whole lifetime ago',
        NOW - 25 * HOUR,
        NOW - 99 * HOUR,
        'passed',
        'unknown',
      ],
    ])('%s', (_, since, started, workloads, controlPlanes) => {
      const rotation = at(since, started);
      expect(gate(rotation, 'S2', 'workloads')?.state).toBe(workloads);
      expect(gate(rotation, 'S3', 'workloads')?.state).toBe(workloads);
      expect(gate(rotation, 'S2', 'control-planes')?.state).toBe(controlPlanes);
    });
  });

  it('is that of the mesh that is asked for, of every control plane of it', () => {
    const ofMesh = (cluster: string, mesh: string, ...roots: Root[]) =>
      side(cluster, roots).replace('meshId: prod', `meshId: ${mesh}`);
    const snapshot = fleet({
      c1: ofMesh('c1', 'prod', 'old', 'new'),
      c2: ofMesh('c2', 'test', 'old'),
    });
    const of = (mesh: string) =>
      answer(snapshot, rotationStage, { mesh }).value;
    expect(of('prod').stage).toBe('S1-S2');
    expect(of('test')).toEqual({
      mesh: 'test',
      stage: 'S0',
      old: expect.objectContaining({ fingerprint: expect.any(String) }),
      new: undefined,
      places: [],
      gates: [],
    });
    expect(of('other')).toEqual({
      mesh: 'other',
      stage: 'unknown',
      old: undefined,
      new: undefined,
      places: [],
      gates: [],
    });
  });

  it('T26 no gate passes for clusters that cannot be seen', () => {
    const whole = fleet({
      c1: side('c1', ['old', 'new']),
      c2: side('c2', ['old', 'new']),
    });
    const blind = seenAs(whole, {
      cluster: 'c2',
      kind: 'RootCertificates',
      state: 'timeout',
    });
    const question = { mesh: 'prod', since: NOW - HOUR };
    const { value, gaps } = answer(blind, rotationStage, question);
    expect(value.stage).toBe('unknown');
    expect(gate(value, 'S2', 'bundles')).toMatchObject({
      state: 'unknown',
      clusters: ['c2'],
    });
    expect(gaps).toMatchObject([{ cluster: 'c2', kind: 'RootCertificates' }]);
    const pods = seenAs(whole, {
      cluster: 'c2',
      kind: 'Pod',
      state: 'timeout',
    });
    expect(
      gate(answer(pods, rotationStage, question).value, 'S2', 'workloads')
        ?.state,
    ).toBe('unknown');
    expect(
      gate(answer(pods, rotationStage, question).value, 'S2', 'control-planes')
        ?.state,
    ).toBe('unknown');
    const early = seenAs(
      fleet({
        c1: side('c1', ['old', 'new'], ['old']),
        c2: side('c2', ['old', 'new']),
      }),
      { cluster: 'c2', kind: 'RootCertificates', state: 'timeout' },
    );
    // Namespaces of c2 may hold the new one only by now.
    expect(answer(early, rotationStage, { mesh: 'prod' }).value.stage).toBe(
      'unknown',
    );
    const torn = seenAs(
      fleet({ c1: side('c1', ['old'], ['new']), c2: side('c2', ['old']) }),
      { cluster: 'c2', kind: 'RootCertificates', state: 'timeout' },
    );
    expect(answer(torn, rotationStage, { mesh: 'prod' }).value.stage).toBe(
      'broken',
    );
    const single = seenAs(
      fleet({ c1: side('c1', ['old']), c2: side('c2', ['old']) }),
      { cluster: 'c2', kind: 'RootCertificates', state: 'timeout' },
    );
    expect(answer(single, rotationStage, { mesh: 'prod' }).value.stage).toBe(
      'unknown',
    );
  });
});
