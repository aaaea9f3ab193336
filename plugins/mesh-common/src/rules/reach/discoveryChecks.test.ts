import { fleet } from '../../__testUtils__/fleet';
import {
  docs,
  istiod,
  namespace,
  workload,
} from '../../__testUtils__/meshYaml';
import { Snapshot } from '../../model/snapshot';
import { watched } from './discoveryChecks';
import { toldOf } from './__testUtils__/toldOf';

/** A client in mesh `prod`, and the service there and in another cluster. */
const world = ({
  watches = [],
  meshId = 'prod',
  more = '',
}: {
  readonly watches?: readonly string[];
  /** Mesh of the other cluster. */
  readonly meshId?: string;
  /** Further objects of the client's cluster. */
  readonly more?: string;
}): Snapshot =>
  fleet({
    c1: docs(
      istiod('c1', { watches }),
      namespace('web'),
      namespace('shop'),
      workload('web/web'),
      workload('shop/cart', { addresses: '10.1.0' }),
      more,
    ),
    c2: docs(
      istiod('c2').replaceAll('meshId: prod', `meshId: ${meshId}`),
      namespace('shop'),
      workload('shop/cart', { cluster: 'c2', addresses: '10.2.0' }),
    ),
  });

/** Nothing tells of links, as on live clusters without configuration. */
const unlisted = (snapshot: Snapshot): Snapshot =>
  snapshot.with({
    code: 'delete',
    cluster: 'c1',
    kind: 'ClusterLinks',
    namespace: 'istio-system',
    name: 'meshwise-links',
  });

const told = (snapshot: Snapshot) =>
  toldOf({
    check: watched,
    snapshot,
    question: {
      client: { cluster: 'c1', namespace: 'web', pod: 'web-1' },
      service: { namespace: 'shop', name: 'cart' },
      to: 'c2',
    },
    given: () => ({}),
  });

const PEER = `
apiVersion: federation.maistra.io/v1
kind: ServiceMeshPeer
metadata: {name: dev, namespace: istio-system}
spec: {}
`;

const AT = '(c1 ConfigMap meshwise-links data)';
const OTHER_MESH = `fail: c2 is of mesh dev, and the client of mesh prod, and istiod in c1 does not watch c2. ${AT}`;

describe('watched, reference 1.2, 1.3 and 8 (5)', () => {
  it.each<[string, Snapshot, string]>([
    [
      'watched',
      world({ watches: ['c2'] }),
      `pass: istiod in c1 watches c2. ${AT}`,
    ],
    [
      'not watched, in the same mesh',
      world({}),
      `fail: istiod in c1 does not watch c2: c1 has no remote secret for it. ${AT}`,
    ],
    ['not watched, in another mesh', world({ meshId: 'dev' }), OTHER_MESH],
    [
      'watched all the same, in another mesh',
      world({ meshId: 'dev', watches: ['c2'] }),
      `pass: istiod in c1 watches c2. ${AT}`,
    ],
    [
      'assumed to be watched, in the same mesh',
      unlisted(world({})),
      `warn: istiod in c1 is assumed to watch c2: nothing lists its links. ${AT}`,
    ],
    [
      'assumed not to be watched, in another mesh',
      unlisted(world({ meshId: 'dev' })),
      `unknown: c2 is of mesh dev, and the client of mesh prod: nothing tells whether istiod in c1 watches c2 all the same. ${AT}`,
    ],
    [
      'in another mesh, and the own one has peers',
      world({ meshId: 'dev', more: PEER }),
      'unknown: c2 is of mesh dev, and the client of mesh prod: what mesh prod imports from its peers is not examined. (c1 ServiceMeshPeer dev spec)',
    ],
  ])('%s', (_, snapshot, expected) => {
    expect(told(snapshot)).toBe(expected);
  });
});
