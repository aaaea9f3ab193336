import {
  AmbientFleet,
  ambientFleet,
  eastWestGateway,
} from '../../__testUtils__/ambientFleet';
import { Rule } from '../../model/rule';
import { answer } from '../answer';
import { NetworkPath } from '../networkPath';
import { ambientProxy, ambientView, withAmbientPaths } from './ambientContext';
import { reachClient, ReachQuestion, reachScope } from './reachContext';

const QUESTION: ReachQuestion = {
  client: { cluster: 'c1', namespace: 'web', pod: 'client-1' },
  service: { namespace: 'shop', name: 'cart' },
  to: 'c2',
};

/** What a ztunnel makes of a question: what serves it at the target, and the ways there. */
function asked(options: AmbientFleet = {}, to = 'c2') {
  const rule: Rule<
    void,
    {
      readonly there: readonly string[];
      readonly paths: readonly NetworkPath[];
    }
  > = {
    source: '8',
    nameOf: () => 'ways',
    ask(mesh) {
      const question = { ...QUESTION, to };
      const client = reachClient(mesh, question);
      const scope = client && reachScope(mesh, question, client);
      if (!scope) throw new Error('there is no client');
      return {
        there: ambientView(mesh, scope).there.map(({ network }) => network),
        paths: withAmbientPaths(mesh, scope).paths,
      };
    },
  };
  return answer(ambientFleet(options), rule, undefined).value;
}

const pods = (...ready: readonly boolean[]) =>
  ready.map((isReady, index) => ({
    name: `cart-b${index + 1}`,
    address: `10.2.0.${index + 1}`,
    ready: isReady,
  }));

const THROUGH = {
  code: 'through',
  gateways: [
    {
      network: 'n2',
      cluster: 'c2',
      address: '203.0.113.2',
      port: 0,
      hbonePort: 15008,
    },
  ],
};

describe('ways of a ztunnel, reference 4.7', () => {
  it('through the gateway of another network, which stands for all pods', () => {
    expect(asked()).toEqual({
      there: ['n2'],
      paths: [
        { cluster: 'c2', network: 'n2', path: THROUGH, endpoints: 3, ready: 3 },
      ],
    });
  });

  it.each([
    ['PUBLIC', ['n1']],
    ['NAMESPACE', []],
    ['NONE', []],
  ])(
    'to what a ServiceEntry of another namespace gives that is %s, reference 3.7',
    (visibility, there) => {
      const more = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: cart, namespace: shop}
spec: {hosts: [cart.shop.svc.cluster.local], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC, endpoints: [{address: 10.1.0.8}]}
`;
      const mesh = `serviceEntryVisibility: {defaultVisibility: ${visibility}}`;
      const found = asked({ absent: 'c1', more, mesh, watches: [] }, 'c1');
      expect(found.there).toEqual(there);
    },
  );

  it('to each pod of its own network', () => {
    const direct = (ready: number) => ({
      cluster: 'c2',
      network: 'n1',
      path: { code: 'direct' },
      endpoints: 1,
      ready,
    });
    expect(asked({ network: 'n1', pods: pods(true, true) }).paths).toEqual([
      direct(1),
      direct(1),
    ]);
    expect(asked({}, 'c1').paths).toEqual([
      { ...direct(1), cluster: 'c1', network: 'n1' },
    ]);
  });

  it('nowhere without a gateway', () => {
    const { there, paths } = asked({ gateway: '' });
    expect(there).toEqual([]);
    expect(paths).toEqual([
      {
        cluster: 'c2',
        network: 'n2',
        path: { code: 'dropped', reason: 'no-gateway' },
        endpoints: 3,
        ready: 0,
      },
    ]);
  });

  it('nowhere to a Service of one cluster', () => {
    expect(asked({ labels: '' }).paths).toEqual([
      {
        cluster: 'c2',
        network: 'n2',
        path: { code: 'dropped', reason: 'no-gateway' },
        endpoints: 3,
        ready: 0,
      },
    ]);
  });

  it('nowhere to a cluster that istiod does not watch', () => {
    expect(asked({ watches: ['c1'] }).paths).toEqual([]);
  });

  it('by a name of the gateway, too', () => {
    const gateway = eastWestGateway('n2', {
      address: '{type: Hostname, value: gw.example}',
    });
    const [{ path }] = asked({ gateway }).paths;
    expect(path).toMatchObject({
      code: 'through',
      gateways: [{ address: 'gw.example', hbonePort: 15008 }],
    });
  });
});

describe('an ambient client, reference 2.6', () => {
  it('is what the istiod of its ztunnel takes it for', () => {
    const rule: Rule<string, ReturnType<typeof ambientProxy>> = {
      source: '2.6',
      nameOf: name => name,
      ask(mesh, name) {
        const [pod] = mesh.list('c1', 'Pod', 'web');
        return ambientProxy(mesh, name, pod);
      },
    };
    const snapshot = ambientFleet();
    expect(answer(snapshot, rule, 'c2').value).toBeUndefined();
    const found = answer(snapshot, rule, 'c1').value;
    expect(found).toMatchObject({
      kind: 'ztunnel',
      namespace: 'web',
      clusterId: 'c1',
      network: 'n1',
      locality: 'eu/a',
      pod: { name: 'client-1' },
    });
    expect(found?.labels.get('topology.istio.io/network')).toBe('n1');
    expect(found?.labels.get('topology.istio.io/cluster')).toBe('c1');
  });
});
