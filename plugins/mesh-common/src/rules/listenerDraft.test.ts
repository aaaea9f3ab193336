import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { ListenerDraft } from './listenerDraft';
import { meshServices } from './meshServices';
import { proxyOf } from './proxyOf';
import { virtualServices } from './virtualServices';

const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};

const pod = (...addresses: readonly string[]) => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: web}
spec:
  containers:
  - {name: istio-proxy, args: [proxy, sidecar], env: [{name: ISTIO_META_CLUSTER_ID, value: c1}]}
status: {phase: Running, podIPs: [${addresses.map(ip => `{ip: '${ip}'}`)}]}
`;

const service = (name: string, spec: string) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {${spec}}
`;

const PROTOCOLS = ['HTTP', 'TCP', 'TLS', 'MONGO', 'MYSQL', 'REDIS', 'ANY'];

/** Two services without address for each protocol, at port 7000: they share its listener. */
const ENTRIES = PROTOCOLS.flatMap(protocol =>
  [1, 2].map(index => {
    const name = `${protocol.toLowerCase()}${index}`;
    return config(
      'ServiceEntry',
      `shop/${name}`,
      `{hosts: [${name}.example], ports: [{name: p, number: 7000, protocol: ${protocol}}], resolution: DNS}`,
    );
  }),
);

const PORTS =
  'ports: [{name: http, port: 80}, {name: tcp, port: 5432}, {name: any, port: 9000}, {name: udp, port: 53, protocol: UDP}, {name: http-own, port: 15001}, {name: tcp-own, port: 15090}]';

const WORLD = docs(
  istiod('c1'),
  service('cart', `clusterIP: 10.96.0.1, ${PORTS}`),
  service('pods', `clusterIP: None, ${PORTS}`),
  service(
    'alias',
    'type: ExternalName, externalName: far.example, ports: [{name: http, port: 80}]',
  ),
  config(
    'ServiceEntry',
    'shop/block',
    '{hosts: [block.example], addresses: [10.5.0.0/16], ports: [{name: tcp, number: 5432, protocol: TCP}, {name: tls, number: 5433, protocol: TLS}], resolution: NONE}',
  ),
  config(
    'ServiceEntry',
    'shop/fixed',
    '{hosts: [fixed.example], addresses: [10.6.0.1], ports: [{name: tcp, number: 5432, protocol: TCP}], resolution: DNS}',
  ),
  ...ENTRIES,
);

interface Added {
  readonly host: string;
  readonly port?: number;
  readonly bind?: string;
  /** What was added before stays as it is. */
  readonly locksFirst?: boolean;
}

const LOCAL = '.shop.svc.cluster.local';

/** Listeners after ports were added, one text each. */
function listeners(
  added: readonly (Added | string)[],
  {
    addresses = ['10.0.0.1'],
    routes = '',
  }: {
    readonly addresses?: readonly string[];
    readonly routes?: string;
  } = {},
): readonly string[] {
  const snapshot = fleet({
    c1: docs(
      WORLD,
      pod(...addresses),
      routes && config('VirtualService', 'shop/v', routes),
    ),
  });
  const { byHost } = answer(snapshot, meshServices, ISTIOD).value;
  const proxy = answer(snapshot, proxyOf, {
    cluster: 'c1',
    namespace: 'web',
    pod: 'web',
  }).value;
  if (!proxy) throw new Error('there is no proxy');
  const draft = ListenerDraft.create({
    proxy,
    client: { gateway: 'mesh', namespace: 'web', labels: new Map() },
    serviceOf: host => byHost.get(host)?.[0],
  });
  for (const item of added) {
    const {
      host,
      port: number = 7000,
      bind = '',
      locksFirst = false,
    } = typeof item === 'string' ? { host: `${item}.example` } : item;
    const [found] = byHost.get(host) ?? [];
    const port = found?.ports.find(candidate => candidate.number === number);
    if (!found || !port) throw new Error(`there is no ${host}:${number}`);
    if (locksFirst) draft.lock();
    draft.add({
      service: found,
      port,
      bind,
      virtualServices: answer(snapshot, virtualServices, ISTIOD).value,
    });
  }
  return draft
    .listeners()
    .map(
      ({ name, chains }) =>
        `${name}: ${chains
          .map(chain =>
            chain.code === 'http'
              ? `http ${chain.routes}`
              : `${
                  [...chain.sniHosts, ...chain.subnets].join() || 'any'
                } ${chain.clusters
                  .map(({ name: cluster }) => cluster.split('|')[3])
                  .join()}`,
          )
          .join(', ')}`,
    );
}

const cart = (port: number, more: Partial<Added> = {}): Added => ({
  host: `cart${LOCAL}`,
  port,
  ...more,
});
const pods = (port: number, more: Partial<Added> = {}): Added => ({
  host: `pods${LOCAL}`,
  port,
  ...more,
});

describe('ListenerDraft, places, reference 6.3', () => {
  it.each<[string, Added, readonly string[]]>([
    ['HTTP takes every address', cart(80), ['0.0.0.0_80: http 80']],
    [
      'TCP the address of its service',
      cart(5432),
      [`cart${LOCAL}_5432: any cart${LOCAL}`],
    ],
    [
      'what is looked at, too, with routes of its own',
      cart(9000),
      [`cart${LOCAL}_9000: any cart${LOCAL}, http cart${LOCAL}:9000`],
    ],
    ['UDP has none', cart(53), []],
    [
      'nor has another name of a service',
      { host: `alias${LOCAL}`, port: 80 },
      [],
    ],
    [
      'a service without address takes every one',
      pods(5432),
      [`0.0.0.0_5432: any pods${LOCAL}`],
    ],
    [
      'and shares routes',
      pods(9000),
      [`0.0.0.0_9000: any pods${LOCAL}, http 9000`],
    ],
    [
      'an address of a pod',
      pods(5432, { bind: '10.0.0.7' }),
      [`10.0.0.7_5432: any pods${LOCAL}`],
    ],
    [
      'an address to bind to goes before that of the service',
      cart(80, { bind: '127.0.0.2' }),
      ['127.0.0.2_80: http 80'],
    ],
    [
      'the address of a service, named as such',
      cart(80, { bind: '10.96.0.1' }),
      [`cart${LOCAL}_80: http 80`],
    ],
    [
      'a block of addresses is told apart in the listener for all',
      { host: 'block.example', port: 5432 },
      ['0.0.0.0_5432: 10.5.0.0/16 block.example'],
    ],
    [
      'the same with TLS',
      { host: 'block.example', port: 5433 },
      ['0.0.0.0_5433: block.example,10.5.0.0/16 block.example'],
    ],
    [
      'the address of a ServiceEntry is the name',
      { host: 'fixed.example', port: 5432 },
      ['10.6.0.1_5432: any fixed.example'],
    ],
    ['HTTP never takes a port of the proxy', cart(15001), []],
    [
      'but may at an address of its own',
      cart(15001, { bind: '127.0.0.2' }),
      ['127.0.0.2_15001: http 15001'],
    ],
    ['and so may TCP', cart(15090), [`cart${LOCAL}_15090: any cart${LOCAL}`]],
    [
      'also for every address',
      pods(15090),
      [`0.0.0.0_15090: any pods${LOCAL}`],
    ],
    ['unless it is bound there', pods(15090, { bind: '0.0.0.0' }), []],
  ])('%s', (_, added, expected) => {
    expect(listeners([added])).toEqual(expected);
  });

  it.each<[readonly string[], string]>([
    [['10.0.0.1', '2001:db8::1'], '0.0.0.0_80'],
    [['2001:db8::1'], '::_80'],
  ])('of a pod with addresses %j every address is %s', (addresses, name) => {
    expect(listeners([cart(80)], { addresses })).toEqual([`${name}: http 80`]);
  });
});

describe('ListenerDraft, services that share a listener, reference 6.3', () => {
  it.each<[readonly string[], string]>([
    [['http1', 'http2'], 'http 7000'],
    [['tcp1', 'tcp2'], 'any tcp1.example'],
    [['tls1', 'tls2'], 'tls1.example tls1.example, tls2.example tls2.example'],
    [['tls1', 'tls1'], 'tls1.example tls1.example'],
    [['tcp1', 'tls1'], 'any tcp1.example, tls1.example tls1.example'],
    [['redis1', 'tcp1'], 'any redis1.example'],
    [['tcp1', 'http1'], 'any tcp1.example, http 7000'],
    [['tcp1', 'http1', 'http2'], 'any tcp1.example, http 7000'],
    [['http1', 'tcp1'], 'http 7000, any tcp1.example'],
    [['http1', 'tls1'], 'http 7000, tls1.example tls1.example'],
    [['http1', 'tls1', 'http2'], 'http 7000, tls1.example tls1.example'],
    [['http1', 'any1'], 'http 7000'],
    [['any1', 'http1'], 'any any1.example, http 7000'],
    [['any1', 'any2'], 'any any1.example, http 7000'],
    [['any1', 'tcp1'], 'any any1.example, http 7000'],
    [
      ['any1', 'tls1'],
      'any any1.example, http 7000, tls1.example tls1.example',
    ],
    [
      ['tls1', 'any1'],
      'tls1.example tls1.example, any any1.example, http 7000',
    ],
    [['tcp1', 'any1'], 'any tcp1.example, http 7000'],
    [['mongo1', 'mongo2'], 'any mongo1.example'],
    [['mongo1', 'tls1'], 'any mongo1.example'],
    [['tls1', 'mysql1'], 'tls1.example tls1.example'],
    [['mysql1', 'http1'], 'any mysql1.example'],
    [['http1', 'mysql1'], 'http 7000'],
    [['mysql1', 'any1'], 'any mysql1.example'],
  ])('%j', (names, expected) => {
    expect(listeners(names)).toEqual([`0.0.0.0_7000: ${expected}`]);
  });

  it.each<[readonly string[], string]>([
    [['http1', 'http2'], 'http 7000'],
    [['http1', 'any1'], 'any any1.example, http any1.example:7000'],
    [['http1', 'tcp1'], 'http 7000, any tcp1.example'],
    [['http1', 'tcp1', 'http2'], 'http 7000, any tcp1.example'],
    [['http1', 'tcp1', 'any1'], 'http 7000, any tcp1.example'],
    [['any1', 'http1'], 'any any1.example, http any1.example:7000'],
    [['tcp1', 'http1', 'any1'], 'any tcp1.example, http 7000'],
    [['tcp1', 'any1'], 'any tcp1.example, http any1.example:7000'],
    [['tls1', 'tls2'], 'any tls1.example'],
  ])('%j at an address of a Sidecar', (names, expected) => {
    const bind = '127.0.0.2';
    expect(
      listeners(names.map(name => ({ host: `${name}.example`, bind }))),
    ).toEqual([`${bind}_7000: ${expected}`]);
  });

  it('blocks of addresses are told apart', () => {
    const block: Added = { host: 'block.example', port: 5432 };
    expect(listeners([block, pods(5432), block])).toEqual([
      `0.0.0.0_5432: 10.5.0.0/16 block.example, any pods${LOCAL}`,
    ]);
  });

  it('other ports and addresses are other listeners', () => {
    expect(
      listeners([cart(5432), pods(5432), cart(80), pods(80), cart(9000)]),
    ).toEqual([
      `cart${LOCAL}_5432: any cart${LOCAL}`,
      `0.0.0.0_5432: any pods${LOCAL}`,
      '0.0.0.0_80: http 80',
      `cart${LOCAL}_9000: any cart${LOCAL}, http cart${LOCAL}:9000`,
    ]);
  });

  it('what is locked takes nothing more; what comes after it does', () => {
    const tcp: Added = { host: 'tcp1.example' };
    const tls: Added = { host: 'tls1.example' };
    expect(listeners([tcp, { ...tls, locksFirst: true }])).toEqual([
      '0.0.0.0_7000: any tcp1.example',
    ]);
    expect(listeners([cart(80), { ...tcp, locksFirst: true }, tls])).toEqual([
      '0.0.0.0_80: http 80',
      '0.0.0.0_7000: any tcp1.example, tls1.example tls1.example',
    ]);
  });

  it('a route leads to the services that it names', () => {
    expect(
      listeners(['tcp1'], {
        routes:
          '{hosts: [tcp1.example], tcp: [{route: [{destination: {host: redis1.example}, weight: 50}, {destination: {host: tls1.example}, weight: 50}]}]}',
      }),
    ).toEqual(['0.0.0.0_7000: any redis1.example,tls1.example']);
  });
});
