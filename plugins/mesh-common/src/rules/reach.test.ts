import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { NOW, seenAs } from '../__testUtils__/fleet';
import { ROOTS } from '../__testUtils__/roots';
import {
  destinationRule,
  serviceFleetObjects,
} from '../__testUtils__/serviceFleet';
import { snapshotOf } from '../decode/snapshotOf';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { reach } from './reach';
import { ReachCheck } from './reach/reachCheck';

const HOST = 'cart.shop.svc.cluster.local';
const CART = { namespace: 'shop', name: 'cart' };
const LABELS = { istio: 'eastwestgateway' };

interface KubernetesObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
}

type Edit = (object: KubernetesObject, cluster: string) => readonly unknown[];

const meta = (name: string, namespace: string, labels = {}) => ({
  name,
  namespace,
  labels,
  creationTimestamp: '2026-03-01T09:00:00Z',
});

const gatewayPod = (cluster: string, network: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta('istio-eastwestgateway-1', 'istio-system', {
    ...LABELS,
    'topology.istio.io/network': network,
  }),
  spec: {
    containers: [
      {
        name: 'istio-proxy',
        image: 'docker.io/istio/proxyv2:1.31.0',
        args: ['proxy', 'router'],
        env: [
          { name: 'CA_ADDR', value: 'istiod.istio-system.svc:15012' },
          { name: 'ISTIO_META_CLUSTER_ID', value: cluster },
          { name: 'ISTIO_META_NETWORK', value: network },
          { name: 'ISTIO_META_REQUESTED_NETWORK_VIEW', value: network },
        ],
      },
    ],
  },
  status: {
    phase: 'Running',
    podIP: '10.9.9.9',
    podIPs: [{ ip: '10.9.9.9' }],
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});

const gatewayObject = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Gateway',
  metadata: meta('cross-network-gateway', 'istio-system'),
  spec: {
    selector: LABELS,
    servers: [
      {
        port: { number: 15443, name: 'tls', protocol: 'TLS' },
        tls: { mode: 'AUTO_PASSTHROUGH' },
        hosts: ['*.local'],
      },
    ],
  },
};

const roots = (pem: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: meta('istio-ca-root-cert', 'shop', { 'istio.io/config': 'true' }),
  data: { 'root-cert.pem': pem },
});

interface World {
  readonly config?: readonly unknown[];
  readonly mesh?: string;
  readonly ready?: boolean;
  /** Of `c1` and `c2`. */
  readonly networks?: readonly [string, string];
  /** Where `c2` is. */
  readonly locality?: string;
  readonly edit?: Edit;
}

/** A client in `c1` and the service in `c1` and `c2`, each in a network of its own. */
function world({
  config = [],
  mesh,
  ready = true,
  networks: [own, other] = ['n1', 'n2'],
  locality: elsewhere = 'eu/a',
  edit,
}: World = {}): Snapshot {
  const place = (locality: string, network: string, unready = 0) => ({
    pods: [{ count: 2, locality, unready }],
    locality,
    network,
    gateways: 1,
  });
  const objects = serviceFleetObjects({
    clusters: {
      c1: place('eu/a', own),
      c2: place(elsewhere, other, ready ? 0 : 2),
    },
    config: [gatewayObject, ...config],
    ...(mesh === undefined ? {} : { mesh }),
  });
  const complete = [...objects].map(([cluster, list]) => {
    const all = [
      ...list,
      gatewayPod(cluster, cluster === 'c1' ? own : other),
      roots(ROOTS.old),
    ] as readonly KubernetesObject[];
    const withSelector = all.map(object => {
      const { name, namespace } = object.metadata;
      if (object.kind === 'Namespace' && name === 'istio-system')
        return {
          ...object,
          metadata: {
            ...object.metadata,
            annotations: { 'topology.istio.io/controlPlaneClusters': 'c1' },
          },
        };
      return object.kind === 'Service' && namespace === 'istio-system'
        ? { ...object, spec: { ...object.spec, selector: LABELS } }
        : object;
    });
    return [
      cluster,
      edit
        ? withSelector.flatMap(object => edit(object, cluster))
        : withSelector,
    ] as const;
  });
  return snapshotOf({ clusters: new Map(complete), at: NOW });
}

function asked(snapshot: Snapshot) {
  return answer(snapshot, reach, {
    client: { cluster: 'c1', namespace: 'web', pod: 'web' },
    service: CART,
    to: 'c2',
  }).value;
}

const failed = (snapshot: Snapshot) =>
  asked(snapshot).checks.flatMap(({ check, status }) =>
    status === 'fail' ? [check] : [],
  );

/** Changes objects of one kind in one cluster. */
const change =
  (
    cluster: string,
    kind: string,
    name: string,
    to: (object: KubernetesObject) => readonly unknown[],
  ): Edit =>
  (object, where) =>
    where === cluster && object.kind === kind && object.metadata.name === name
      ? to(object)
      : [object];

const spec = (object: KubernetesObject, more: object) => [
  { ...object, spec: { ...object.spec, ...more } },
];

const renamedPort = (object: KubernetesObject) => {
  if (object.kind === 'Service')
    return spec(object, {
      ports: [{ name: 'web', port: 80, targetPort: 8080 }],
    });
  return object.kind === 'EndpointSlice'
    ? [{ ...object, ports: [{ name: 'web', port: 8080 }] }]
    : [object];
};

/** A pod whose proxy claims something else. */
const withEnv = (object: KubernetesObject, name: string, value: string) => {
  const containers = (object.spec?.containers ?? []) as readonly {
    readonly env?: readonly { readonly name: string }[];
  }[];
  return spec(object, {
    containers: containers.map(container => ({
      ...container,
      env: [
        ...(container.env ?? []).filter(item => item.name !== name),
        { name, value },
      ],
    })),
  });
};

const injectorFor = (revision: string) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: {
    name: 'istio-sidecar-injector',
    labels: { app: 'sidecar-injector', 'istio.io/rev': revision },
  },
  webhooks: [
    {
      name: 'namespace.sidecar-injector.istio.io',
      clientConfig: {
        service: { namespace: 'istio-system', name: 'istiod' },
      },
      namespaceSelector: { matchLabels: { 'istio-injection': 'enabled' } },
      rules: [{ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] }],
    },
  ],
});

const statusOf = (snapshot: Snapshot, wanted: string) =>
  asked(snapshot).checks.find(({ check }) => check === wanted)?.status;

const virtualService = (http: unknown) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: meta('cart', 'shop'),
  spec: { hosts: [HOST], http },
});

const security = (kind: string, more: object, namespace = 'shop') => ({
  apiVersion: 'security.istio.io/v1',
  kind,
  metadata: meta('p', namespace),
  spec: more,
});

/** What people read: of each check where nothing fails, and by case of those that say something else then. */
const SENTENCES: {
  readonly usually: readonly string[];
  readonly otherwise: Readonly<Record<string, readonly string[]>>;
} = parse(
  readFileSync(join(__dirname, 'reach/__testUtils__/sentences.yaml'), 'utf8'),
);

/** A check as people read it, with what decided it. */
function told({ check, status, text, fix, at }: ReachCheck): string {
  const {
    cluster = '',
    kind = '',
    namespace = '',
    name = '',
  } = at?.object ?? {};
  const key = [namespace, name].filter(part => part !== '').join('/');
  return [
    `${check} ${status}: ${text}`,
    ...(fix === undefined ? [] : [fix]),
    ...(at ? [`(${cluster} ${kind} ${key} ${at.field})`] : []),
  ].join(' ');
}

/** Checks that another one leaves nothing to look at are told together. */
function toldOfAll(checks: readonly ReachCheck[]): readonly string[] {
  const groups = new Map<string, ReachCheck[]>();
  for (const check of checks) {
    if (SENTENCES.usually.includes(told(check))) continue;
    const text = `${check.status}: ${check.text}`;
    groups.set(text, [...(groups.get(text) ?? []), check]);
  }
  return [...groups].map(([text, group]) =>
    group.length === 1
      ? told(group[0])
      : `${group.map(({ check }) => check).join(', ')} ${text}`,
  );
}

describe('reach, reference 8', () => {
  it('is yes where all 33 checks pass or only warn', () => {
    const { verdict, path, share, checks } = asked(world());
    expect(
      checks.filter(({ status }) => status === 'fail' || status === 'unknown'),
    ).toEqual([]);
    expect(checks.map(told)).toEqual(SENTENCES.usually);
    expect(checks).toHaveLength(34);
    expect({ verdict, path, share }).toEqual({
      verdict: 'yes',
      path: 'gateway',
      share: 0.5,
    });
  });

  it.each<[string, string, World]>([
    [
      '2',
      'client without sidecar',
      {
        edit: change('c1', 'Pod', 'web', object => [
          { ...object, spec: { containers: [{ name: 'web' }] } },
        ]),
      },
    ],
    [
      '5',
      'no remote secret',
      { edit: change('c1', 'Secret', 'istio-remote-secret-c2', () => []) },
    ],
    [
      '7',
      'namespace not selected',
      {
        mesh: 'discoverySelectors: [{matchLabels: {mesh: "yes"}}]',
        edit: (object, cluster) =>
          object.kind === 'Namespace' &&
          (cluster === 'c1' || object.metadata.name !== 'shop')
            ? [
                {
                  ...object,
                  metadata: {
                    ...object.metadata,
                    labels: { ...object.metadata.labels, mesh: 'yes' },
                  },
                },
              ]
            : [object],
      },
    ],
    [
      '8',
      'no Service there',
      { edit: change('c2', 'Service', 'cart', () => []) },
    ],
    [
      '9',
      'no Service here',
      { edit: change('c1', 'Service', 'cart', () => []) },
    ],
    [
      '11',
      'not exported',
      {
        edit: object =>
          object.kind === 'Service' && object.metadata.name === 'cart'
            ? [
                {
                  ...object,
                  metadata: {
                    ...object.metadata,
                    annotations: { 'networking.istio.io/exportTo': '.' },
                  },
                },
              ]
            : [object],
      },
    ],
    [
      '12',
      'not imported',
      {
        config: [
          {
            apiVersion: 'networking.istio.io/v1',
            kind: 'Sidecar',
            metadata: meta('default', 'web'),
            spec: { egress: [{ hosts: ['./*'] }] },
          },
        ],
      },
    ],
    [
      '13',
      'cluster-local',
      {
        mesh: `serviceSettings: [{settings: {clusterLocal: true}, hosts: ["${HOST}"]}]`,
      },
    ],
    [
      '14',
      'node-local',
      {
        edit: change('c1', 'Service', 'cart', object =>
          spec(object, { internalTrafficPolicy: 'Local' }),
        ),
      },
    ],
    ['15', 'nobody ready', { ready: false }],
    [
      '16',
      'subset of the other cluster',
      {
        config: [
          destinationRule({}, [
            { name: 'one', labels: { 'topology.istio.io/cluster': 'c1' } },
          ]),
          virtualService([
            { route: [{ destination: { host: HOST, subset: 'one' } }] },
          ]),
        ],
      },
    ],
    [
      '23',
      'gateway without AUTO_PASSTHROUGH',
      { edit: change('c1', 'Gateway', 'cross-network-gateway', () => []) },
    ],
    [
      '30',
      'strict servers and plain text',
      {
        networks: ['n1', 'n1'],
        config: [
          destinationRule({ tls: { mode: 'DISABLE' } }),
          security('PeerAuthentication', { mtls: { mode: 'STRICT' } }),
        ],
      },
    ],
    [
      '10',
      'port of another name',
      {
        edit: (object, cluster) =>
          cluster === 'c2' && object.metadata.name.startsWith('cart')
            ? renamedPort(object)
            : [object],
      },
    ],
    [
      '17',
      'routed elsewhere',
      { config: [virtualService([{ directResponse: { status: 503 } }])] },
    ],
    [
      '20b',
      'gateway pending',
      {
        edit: change('c2', 'Service', 'istio-eastwestgateway', object => [
          { ...object, status: {} },
        ]),
      },
    ],
    [
      '22',
      'gateway pods not ready',
      {
        edit: change('c2', 'Pod', 'istio-eastwestgateway-1', object => [
          {
            ...object,
            status: {
              phase: 'Running',
              podIPs: [{ ip: '10.9.9.9' }],
              conditions: [{ type: 'Ready', status: 'False' }],
            },
          },
        ]),
      },
    ],
    [
      '27',
      'other root',
      {
        edit: change('c2', 'ConfigMap', 'istio-ca-root-cert', () => [
          roots(ROOTS.new),
        ]),
      },
    ],
    [
      '31',
      'denied',
      {
        config: [
          security('AuthorizationPolicy', {
            action: 'DENY',
            rules: [{ from: [{ source: { namespaces: ['web'] } }] }],
          }),
        ],
      },
    ],
    ['26', 'auto mTLS off', { mesh: 'enableAutoMtls: false' }],
    [
      '25',
      'mTLS off at the servers',
      {
        config: [
          security('PeerAuthentication', {
            selector: { matchLabels: { app: 'cart' } },
            mtls: { mode: 'DISABLE' },
          }),
        ],
      },
    ],
    [
      '6',
      'a cluster ID that istiod does not know',
      {
        edit: change('c1', 'Pod', 'web', object =>
          withEnv(object, 'ISTIO_META_CLUSTER_ID', 'was-c1'),
        ),
      },
    ],
    [
      '18',
      'a distribution that names other localities only',
      {
        locality: 'us/x',
        config: [
          destinationRule({
            loadBalancer: {
              localityLbSetting: {
                distribute: [{ from: 'eu/*', to: { 'eu/*': 100 } }],
              },
            },
          }),
        ],
      },
    ],
    [
      '20a',
      'the same pod addresses in one network',
      {
        networks: ['n1', 'n1'],
        edit: object =>
          object.kind === 'Node'
            ? spec(object, { podCIDRs: ['10.0.0.0/16'] })
            : [object],
      },
    ],
    [
      '21',
      'a gateway of another address family',
      {
        edit: change('c2', 'Service', 'istio-eastwestgateway', object => [
          {
            ...object,
            status: { loadBalancer: { ingress: [{ ip: '2001:db8::1' }] } },
          },
        ]),
      },
    ],
    [
      '24',
      'not exported to the namespace of the gateway',
      {
        edit: object =>
          object.kind === 'Service' && object.metadata.name === 'cart'
            ? [
                {
                  ...object,
                  metadata: {
                    ...object.metadata,
                    annotations: { 'networking.istio.io/exportTo': 'web' },
                  },
                },
              ]
            : [object],
      },
    ],
    [
      '28',
      'another trust domain, as its mesh config says',
      {
        edit: change('c2', 'Namespace', 'istio-system', object => [
          object,
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: meta('istio', 'istio-system'),
            data: { mesh: 'trustDomain: other.example' },
          },
        ]),
      },
    ],
    [
      '29',
      'roots that have ended',
      {
        edit: object =>
          object.metadata.name === 'istio-ca-root-cert'
            ? [roots(ROOTS.expired)]
            : [object],
      },
    ],
  ])('%s: only it fails with %s', (check, title, options) => {
    const snapshot = world(options);
    expect(toldOfAll(asked(snapshot).checks)).toEqual(
      SENTENCES.otherwise[title],
    );
    expect(failed(snapshot)).toEqual([check]);
    const { verdict, firstFailure } = asked(snapshot);
    expect({ verdict, check: firstFailure?.check }).toEqual({
      verdict: 'no',
      check,
    });
    expect(firstFailure?.text).toMatch(/\.$/);
    expect(firstFailure?.fix).toMatch(/\.$/);
  });

  it.each([
    ['r2', 'warn'],
    ['default', 'pass'],
  ])('4: a restart to revision %s is %s', (revision, status) => {
    const injector = change('c1', 'Namespace', 'istio-system', object => [
      object,
      injectorFor(revision),
    ]);
    const ready = change('c1', 'Pod', 'web', object => [
      {
        ...object,
        status: {
          phase: 'Running',
          podIPs: [{ ip: '10.0.255.1' }],
          conditions: [{ type: 'Ready', status: 'True' }],
        },
      },
    ]);
    const snapshot = world({
      edit: (object, cluster) =>
        object.kind === 'Pod'
          ? ready(object, cluster)
          : injector(object, cluster),
    });
    expect(statusOf(snapshot, '4')).toBe(status);
    expect(asked(snapshot).verdict).toBe('yes');
  });

  it('9: a proxy that answers DNS itself needs no Service in its own cluster', () => {
    const withoutService = change('c1', 'Service', 'cart', () => []);
    const capture = change('c1', 'Pod', 'web', object =>
      withEnv(object, 'ISTIO_META_DNS_CAPTURE', 'true'),
    );
    const snapshot = world({
      edit: (object, cluster) =>
        withoutService(object, cluster).length === 0
          ? []
          : capture(object, cluster),
    });
    expect(statusOf(snapshot, '9')).toBe('pass');
    expect(asked(snapshot).verdict).toBe('yes');
  });

  it('22: a gateway pod whose status says nothing of readiness is not known to be dead', () => {
    const snapshot = world({
      edit: change('c2', 'Pod', 'istio-eastwestgateway-1', object => [
        {
          ...object,
          status: { phase: 'Running', podIPs: [{ ip: '10.9.9.9' }] },
        },
      ]),
    });
    expect(failed(snapshot)).toEqual([]);
    expect(statusOf(snapshot, '22')).toBe('unknown');
    expect(asked(snapshot).verdict).toBe('unknown');
  });

  it('21: what a gateway known by name resolves to is not known', () => {
    const snapshot = world({
      edit: change('c2', 'Service', 'istio-eastwestgateway', object => [
        {
          ...object,
          status: { loadBalancer: { ingress: [{ hostname: 'gw.example' }] } },
        },
      ]),
    });
    expect(failed(snapshot)).toEqual([]);
    expect(statusOf(snapshot, '21')).toBe('unknown');
    const { verdict, path } = asked(snapshot);
    expect({ verdict, path }).toEqual({ verdict: 'unknown', path: 'gateway' });
  });

  it('29: an ended root beside a valid one stops nothing', () => {
    const snapshot = world({
      edit: object =>
        object.metadata.name === 'istio-ca-root-cert'
          ? [roots(`${ROOTS.old}\n${ROOTS.expired}`)]
          : [object],
    });
    expect(statusOf(snapshot, '29')).toBe('warn');
    expect(asked(snapshot).verdict).toBe('yes');
  });

  it('33: a primary that does not watch the cluster of the client is worth knowing', () => {
    const ofIstiod = (name: string) =>
      [
        'Deployment istiod',
        'ConfigMap istio',
        'Gateway cross-network-gateway',
      ].includes(name);
    const copies: unknown[] = [];
    world({
      edit: (object, cluster) => {
        if (
          cluster === 'c1' &&
          ofIstiod(`${object.kind} ${object.metadata.name}`)
        )
          copies.push(
            JSON.parse(
              JSON.stringify(object).replace(
                '"CLUSTER_ID","value":"c1"',
                '"CLUSTER_ID","value":"c2"',
              ),
            ),
          );
        return [object];
      },
    });
    expect(copies).toHaveLength(3);
    const second = change('c2', 'Namespace', 'istio-system', object => [
      object,
      ...copies,
    ]);
    const snapshot = world({ edit: second });
    expect(failed(snapshot)).toEqual([]);
    expect(statusOf(snapshot, '33')).toBe('warn');
    expect(asked(snapshot).verdict).toBe('yes');
  });

  it('is standby where others come first', () => {
    const failover = destinationRule({
      outlierDetection: { consecutive5xxErrors: 5 },
      loadBalancer: {
        localityLbSetting: {
          failoverPriority: ['topology.istio.io/cluster'],
        },
      },
    });
    const { verdict, share } = asked(world({ config: [failover] }));
    expect({ verdict, share }).toEqual({ verdict: 'standby', share: 0 });
  });

  it.each(['timeout', 'forbidden', 'syncing'] as const)(
    'nothing passes when a cluster is in state %s',
    state => {
      for (const cluster of ['c1', 'c2']) {
        const seen = asked(seenAs(world(), { cluster, state }));
        expect(seen.verdict).toBe('unknown');
        expect(seen.checks.filter(({ status }) => status === 'pass')).toEqual(
          [],
        );
      }
    },
  );
});
