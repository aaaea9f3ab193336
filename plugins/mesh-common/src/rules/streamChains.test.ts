import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { meshServices } from './meshServices';
import { StreamQuestion, streamChains } from './streamChains';
import { virtualServices } from './virtualServices';

const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};
const HOST = 'db.shop.svc.cluster.local';

const service = (name: string, ports: string) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {clusterIP: 10.96.0.1, ports: ${ports}}
`;

const ALIAS = `
apiVersion: v1
kind: Service
metadata: {name: alias, namespace: shop}
spec: {type: ExternalName, externalName: far.example.com, ports: [{name: tcp, port: 6000}]}
`;

const to = (host: string, more = '') =>
  `route: [{destination: {host: ${host}${more}}}]`;

/** Chains for port 5432 of db, one text each. */
function chains(
  spec: string,
  {
    protocol = 'tcp',
    subnet,
    shared = false,
  }: Partial<Pick<StreamQuestion, 'subnet' | 'shared'>> & {
    readonly protocol?: StreamQuestion['port']['protocol'];
  } = {},
): readonly string[] {
  const snapshot = fleet({
    c1: docs(
      istiod('c1'),
      service('db', '[{name: tcp, port: 5432}, {name: more, port: 5433}]'),
      service('one', '[{name: tcp, port: 7000}]'),
      ALIAS,
      spec && config('VirtualService', 'shop/v', spec),
    ),
  });
  const { services, byHost } = answer(snapshot, meshServices, ISTIOD).value;
  const db = services.find(({ host }) => host === HOST);
  if (!db) throw new Error('there is no service');
  return streamChains({
    service: db,
    port: { number: 5432, protocol },
    client: { gateway: 'mesh', namespace: 'web', labels: new Map() },
    subnet,
    shared,
    virtualServices: answer(snapshot, virtualServices, ISTIOD).value,
    serviceOf: host => byHost.get(host)?.[0],
  }).map(
    ({ sniHosts, subnets, clusters }) =>
      `${[...sniHosts, ...subnets].join() || 'any'} -> ${clusters
        .map(({ name, weight }) => `${name} ${weight}`)
        .join()}`,
  );
}

const ITSELF = `outbound|5432||${HOST} 100`;

describe('streamChains of TCP, reference 6.3', () => {
  it.each<[string, string, readonly string[]]>([
    ['no VirtualService', '', [`any -> ${ITSELF}`]],
    [
      'a VirtualService of another host',
      `{hosts: [one], tcp: [{${to('one')}}]}`,
      [`any -> ${ITSELF}`],
    ],
    [
      'a destination with one port means that',
      `{hosts: [db], tcp: [{${to('one')}}]}`,
      ['any -> outbound|7000||one.shop.svc.cluster.local 100'],
    ],
    [
      'one with several, that of the listener',
      `{hosts: [db], tcp: [{${to('db', ', subset: v1')}}]}`,
      [`any -> outbound|5432|v1|${HOST} 100`],
    ],
    [
      'one that is written',
      `{hosts: [db], tcp: [{${to('one', ', port: {number: 1}')}}]}`,
      ['any -> outbound|1||one.shop.svc.cluster.local 100'],
    ],
    [
      'one that nobody knows, that of the listener',
      `{hosts: [db], tcp: [{${to('lost.example.com')}}]}`,
      ['any -> outbound|5432||lost.example.com 100'],
    ],
    [
      'another name leads to what it stands for',
      `{hosts: [db], tcp: [{${to('alias')}}]}`,
      ['any -> outbound|6000||far.example.com 100'],
    ],
    [
      'nothing follows a route that takes everything',
      `{hosts: [db], tcp: [{match: [{port: 5432}], ${to('one')}}, {${to(
        'db',
      )}}]}`,
      ['any -> outbound|7000||one.shop.svc.cluster.local 100'],
    ],
    [
      'a route for another port does not apply',
      `{hosts: [db], tcp: [{match: [{port: 1}], ${to('one')}}]}`,
      [`any -> ${ITSELF}`],
    ],
    [
      'routes by destination address, and the rest to the service',
      `{hosts: [db], tcp: [{match: [{destinationSubnets: [10.1.0.0/16]}], ${to(
        'one',
      )}}]}`,
      [
        '10.1.0.0/16 -> outbound|7000||one.shop.svc.cluster.local 100',
        `any -> ${ITSELF}`,
      ],
    ],
  ])('%s', (_, spec, expected) => {
    expect(chains(spec)).toEqual(expected);
  });

  it('a block of addresses takes the place of those of the service', () => {
    const options = { subnet: '10.5.0.0/16' };
    expect(chains('', options)).toEqual([`10.5.0.0/16 -> ${ITSELF}`]);
    expect(chains(`{hosts: [db], tcp: [{${to('one')}}]}`, options)).toEqual([
      '10.5.0.0/16 -> outbound|7000||one.shop.svc.cluster.local 100',
    ]);
  });
});

describe('streamChains of TLS, reference 6.3', () => {
  const tls = (...routes: readonly string[]) =>
    `{hosts: [db], tls: [${routes.join()}]}`;
  const route = (names: string, host = 'one', more = '') =>
    `{match: [{sniHosts: [${names}]${more}}], ${to(host)}}`;
  const ONE = 'outbound|7000||one.shop.svc.cluster.local 100';

  it.each<[string, string, readonly string[], Parameters<typeof chains>[1]]>([
    [
      'an address of its own takes every name',
      '',
      [`any -> ${ITSELF}`],
      { protocol: 'tls' },
    ],
    [
      'a shared one only its own name',
      '',
      [`${HOST} -> ${ITSELF}`],
      { protocol: 'tls', shared: true },
    ],
    [
      'and so does a block of addresses',
      '',
      [`${HOST},10.5.0.0/16 -> ${ITSELF}`],
      { protocol: 'https', subnet: '10.5.0.0/16' },
    ],
    [
      'a route by name',
      tls(route('a.example.com, b.example.com')),
      [`a.example.com,b.example.com -> ${ONE}`],
      { protocol: 'https' },
    ],
    [
      'of several for the same names the first',
      tls(route('a'), route('a', 'db'), route('b', 'db')),
      [`a -> ${ONE}`, `b -> ${ITSELF}`],
      { protocol: 'tls' },
    ],
    [
      'the same names for other addresses are others',
      tls(route('a'), route('a', 'db', ', destinationSubnets: [10.1.0.0/16]')),
      [`a -> ${ONE}`, `a,10.1.0.0/16 -> ${ITSELF}`],
      { protocol: 'tls' },
    ],
    [
      'a route for another port does not apply',
      tls(route('a', 'one', ', port: 1')),
      [`any -> ${ITSELF}`],
      { protocol: 'tls' },
    ],
    [
      'TCP routes do not count',
      `{hosts: [db], tcp: [{${to('one')}}]}`,
      [`any -> ${ITSELF}`],
      { protocol: 'tls' },
    ],
  ])('%s', (_, spec, expected, options) => {
    expect(chains(spec, options)).toEqual(expected);
  });
});
