import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NOW, seenAs } from '../__testUtils__/fleet';
import { ROOTS } from '../__testUtils__/roots';
import {
  destinationRule,
  serviceFleetObjects,
} from '../__testUtils__/serviceFleet';
import { readMeshFolder } from '../../cli/meshFolder';
import { snapshotOf } from '../decode/snapshotOf';
import { Memo } from '../model/memo';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { proxyClusters } from './proxyClusters';
import { proxyOf } from './proxyOf';
import { reach } from './reach';

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
  readonly edit?: Edit;
}

/** A client in `c1` and the service in `c1` and `c2`, each in a network of its own. */
function world({
  config = [],
  mesh,
  ready = true,
  networks: [own, other] = ['n1', 'n2'],
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
      c2: place('eu/a', other, ready ? 0 : 2),
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

describe('reach, reference 8', () => {
  it('is yes where all 33 checks pass or only warn', () => {
    const { verdict, path, share, checks } = asked(world());
    expect(
      checks.filter(({ status }) => status === 'fail' || status === 'unknown'),
    ).toEqual([]);
    expect(checks.map(({ check }) => check)).toHaveLength(34);
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
            status: { phase: 'Running', podIPs: [{ ip: '10.9.9.9' }] },
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
  ])('%s: only it fails with %s', (check, _, options) => {
    const snapshot = world(options);
    expect(failed(snapshot)).toEqual([check]);
    const { verdict, firstFailure } = asked(snapshot);
    expect({ verdict, check: firstFailure?.check }).toEqual({
      verdict: 'no',
      check,
    });
    expect(firstFailure?.text).toMatch(/\.$/);
    expect(firstFailure?.fix).toMatch(/\.$/);
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

const ORACLE = join(__dirname, '../../../../oracle/scenarios');

describe('reach and what proxies are given', () => {
  it('agree for every recorded proxy, service and cluster', () => {
    const wrong: string[] = [];
    let given = 0;
    for (const folder of readdirSync(ORACLE).sort()) {
      const { snapshot, proxies } = readMeshFolder(join(ORACLE, folder), {
        istio: undefined,
      });
      const memo = Memo.create();
      for (const { proxy } of proxies) {
        const served = answer(snapshot, proxyOf, proxy, memo).value;
        if (served?.kind !== 'sidecar' || !served.view) continue;
        const clusters = answer(snapshot, proxyClusters, proxy, memo).value;
        for (const [name, { type, endpoints }] of clusters) {
          const [, port, subset, host] = name.split('|');
          const [service, namespace, svc] = host.split('.');
          if (subset !== '' || svc !== 'svc' || type !== 'EDS') continue;
          if (!host.endsWith('.cluster.local')) continue;
          for (const { cluster, clusterId } of served.view.registries) {
            const { checks } = answer(
              snapshot,
              reach,
              {
                client: proxy,
                service: { namespace, name: service },
                port: Number(port),
                to: cluster,
              },
              memo,
            ).value;
            // What a gateway stands for may be in another cluster than its own.
            const has = endpoints.some(
              endpoint => endpoint.cluster === clusterId,
            );
            const gateway = endpoints.some(endpoint => endpoint.gateway);
            const discovery = checks.filter(({ check }) =>
              [
                '2',
                '3',
                '5',
                '6',
                '7',
                '8',
                '10',
                '11',
                '12',
                '13',
                '14',
                '15',
                '18',
                '20b',
                '21',
                '25',
              ].includes(check),
            );
            const bad = discovery.filter(({ status }) => status === 'fail');
            const where = `${folder} ${proxy.pod} ${name} ${cluster}`;
            if (has) given++;
            if (
              has &&
              bad.some(({ check }) => !['15', '20b', '25'].includes(check))
            )
              wrong.push(`${where}: ${bad[0].check} ${bad[0].text}`);
            if (
              !has &&
              !gateway &&
              discovery.every(({ status }) => status === 'pass')
            )
              wrong.push(`${where}: nothing fails`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(given).toBeGreaterThan(400);
  });
});
