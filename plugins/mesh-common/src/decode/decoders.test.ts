import fc from 'fast-check';
import { KIND_NAMES } from '../model/kinds';
import { decode } from './decoders';

/** Every field name that some decoder reads, so that generated objects reach deep into them. */
const FIELDS = [
  ...[
    'metadata',
    'name',
    'namespace',
    'labels',
    'annotations',
    'creationTimestamp',
    'spec',
    'status',
    'data',
    'mesh',
    'meshNetworks',
  ],
  ...[
    'ports',
    'port',
    'number',
    'host',
    'hosts',
    'http',
    'match',
    'route',
    'selector',
    'matchLabels',
    'matchExpressions',
    'endpoints',
  ],
  ...[
    'addresses',
    'conditions',
    'template',
    'containers',
    'env',
    'trafficPolicy',
    'loadBalancer',
    'webhooks',
    'rules',
    'subsets',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'listeners',
    'parentRefs',
    'backendRefs',
    'egress',
    'servers',
    'root-cert.pem',
  ],
];

const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double(),
  fc.constantFrom(1e400, -0, Number.MAX_SAFE_INTEGER + 2, -1, 65_536),
  fc.string(),
  fc.constantFrom(
    '',
    '..',
    '\u0000',
    '\ud800',
    'a: &a [*a]',
    '!!js/function x',
    'networks: {n1: [1]}',
    '-----BEGIN CERTIFICATE-----',
  ),
);

const tree = fc.letrec(tie => ({
  node: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('node'), {
      maxKeys: 6,
      noNullPrototype: false,
    }),
  ),
})).node;

describe('decoders', () => {
  it.each(KIND_NAMES)(
    '%s: any input gives a record or the reason why not',
    kind => {
      fc.assert(
        fc.property(tree, raw => {
          const decoded = decode(kind, raw);
          const named =
            decoded.code === 'unreadable'
              ? [decoded.field, decoded.problem]
              : [decoded.record.name];
          expect(named).not.toContain('');
        }),
        { numRuns: 200 },
      );
    },
  );

  const deep = () => {
    let value: unknown = {};
    for (let i = 0; i < 100_000; i++) value = { spec: value };
    return { metadata: { name: 'deep' }, spec: value };
  };

  it.each(KIND_NAMES)(
    '%s: neither depth nor size nor hostile keys break it',
    kind => {
      expect(decode(kind, deep()).code).toBe('decoded');
      const hostile = JSON.parse(
        '{"metadata":{"name":"__proto__","labels":{"__proto__":"x","constructor":"y"}},"__proto__":{"spec":1}}',
      );
      expect(decode(kind, hostile)).toMatchObject({
        record: {
          labels: new Map([
            ['__proto__', 'x'],
            ['constructor', 'y'],
          ]),
        },
      });
      const huge = {
        metadata: {
          name: 'huge',
          labels: { app: 'x'.repeat(3 * 1024 * 1024) },
        },
      };
      expect(decode(kind, huge)).toMatchObject({
        code: 'unreadable',
        name: 'huge',
        field: 'metadata.labels.app',
      });
    },
  );

  it('names the field and the cure', () => {
    expect(
      decode('Service', {
        metadata: { namespace: 'shop', name: 'cart' },
        spec: { ports: [{ port: 80 }, { port: '81' }] },
      }),
    ).toEqual({
      code: 'unreadable',
      namespace: 'shop',
      name: 'cart',
      field: 'spec.ports[1].port',
      problem: 'must be a number; correct it in the object',
    });
  });

  it('T25 keeps no annotation, variable or data that no rule reads', () => {
    const secret = 'do-not-keep';
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': secret,
      'istio.io/rev': 'r1',
    };
    const env = [
      { name: 'PASSWORD', value: secret },
      { name: 'ISTIO_META_CLUSTER_ID', value: 'c1' },
    ];
    const raw = {
      metadata: {
        name: 'x',
        namespace: 'y',
        annotations,
        managedFields: [secret],
      },
      spec: {
        containers: [
          { name: 'app', env },
          { name: 'istio-proxy', env },
        ],
      },
      data: {
        other: secret,
        'root-cert.pem': `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`,
      },
    };
    for (const kind of KIND_NAMES) {
      const decoded = decode(kind, raw);
      const text = JSON.stringify(decoded, (_, value) =>
        value instanceof Map ? [...value] : value,
      );
      expect(text).not.toContain(secret);
    }
  });

  it('refuses mesh config that expands without bound, and neighbours stay readable', () => {
    const bomb = `a: &a [${'x,'.repeat(9)}]\n${[...'bcdefghi']
      .map(
        (c, i) =>
          `${c}: &${c} [${`*${String.fromCharCode(97 + i)},`.repeat(9)}]`,
      )
      .join('\n')}`;
    const config = (mesh: string) => ({
      metadata: { namespace: 'istio-system', name: 'istio' },
      data: { mesh },
    });
    expect(decode('MeshConfig', config(bomb))).toMatchObject({
      code: 'unreadable',
      field: 'data.mesh',
    });
    expect(
      decode('MeshConfig', config('trustDomain: mesh.example')),
    ).toMatchObject({
      record: {
        settings: { trustDomain: 'mesh.example', enableAutoMtls: true },
      },
    });
  });
});
