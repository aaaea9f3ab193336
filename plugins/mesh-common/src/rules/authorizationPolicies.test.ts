import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod } from '../__testUtils__/meshYaml';
import { AuthorizationPolicyRecord } from '../model/records/authorizationPolicy';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { allViews } from './allViews';
import { answer } from './answer';
import { authorizationPolicies } from './authorizationPolicies';
import { ControlPlaneView } from './controlPlaneView';
import { waypointPolicies } from './waypointPolicies';

const policy = (key: string, spec = '{}', metadata = '') =>
  config('AuthorizationPolicy', key, spec, metadata);
const target = (kind: string, name: string) => {
  const group = kind === 'Service' ? `''` : 'gateway.networking.k8s.io';
  return `{targetRefs: [{group: ${group}, kind: ${kind}, name: ${name}}]}`;
};
const selector = (labels: string) => `{selector: {matchLabels: {${labels}}}}`;

/** Names of the policies that are found among some. */
function among(
  policies: readonly string[],
  find: (
    mesh: Mesh,
    view: ControlPlaneView,
  ) => readonly AuthorizationPolicyRecord[],
): readonly string[] {
  const rule: Rule<void, readonly string[]> = {
    source: '7.7',
    nameOf: () => 'policies',
    ask(mesh) {
      const [view] = mesh.ask(allViews, undefined);
      return find(mesh, view).map(
        ({ namespace, name }) => `${namespace}/${name}`,
      );
    },
  };
  const snapshot = fleet({ c1: docs(istiod('c1'), ...policies) });
  return answer(snapshot, rule, undefined).value;
}

describe('authorizationPolicies, reference 7.7', () => {
  const of = (
    labels: Readonly<Record<string, string>>,
    ...policies: string[]
  ) =>
    among(policies, (mesh, view) =>
      authorizationPolicies(mesh, view, {
        namespace: 'shop',
        labels: new Map(Object.entries(labels)),
      }),
    );

  it('are those of the root namespace and the own one, for all or for what they select', () => {
    expect(
      of(
        { app: 'cart' },
        policy('shop/all'),
        policy('shop/own', selector('app: cart')),
        policy('shop/other', selector('app: pay')),
        policy('shop/narrow', selector('app: cart, version: v1')),
        policy('web/all'),
        policy('istio-system/all'),
        policy('istio-system/own', selector('app: cart')),
        policy('istio-system/other', selector('app: pay')),
        policy('shop/unread', '{}', 'labels: {istio.io/rev: blue}'),
      ),
    ).toEqual(['istio-system/all', 'istio-system/own', 'shop/all', 'shop/own']);
  });

  const EDGE = { 'gateway.networking.k8s.io/gateway-name': 'edge' };

  it('those of a Gateway speak to its pods', () => {
    const policies = [
      policy('shop/edge', target('Gateway', 'edge')),
      policy('shop/other', target('Gateway', 'other')),
      policy('shop/service', target('Service', 'edge')),
      policy('istio-system/edge', target('Gateway', 'edge')),
    ];
    expect(of(EDGE, ...policies)).toEqual(['shop/edge']);
    expect(of({ app: 'cart' }, ...policies)).toEqual([]);
  });

  it('of several targets one is enough', () => {
    const both = `{targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: other}, {group: gateway.networking.k8s.io, kind: Gateway, name: edge}]}`;
    expect(of(EDGE, policy('shop/both', both))).toEqual(['shop/both']);
  });
});

describe('waypointPolicies, reference 7.7', () => {
  const of = (...policies: string[]) =>
    among(policies, (mesh, view) =>
      waypointPolicies(mesh, view, {
        service: { namespace: 'shop', name: 'cart' },
        waypoint: { namespace: 'infra', name: 'waypoint' },
      }),
    );

  it.each<[string, string, boolean]>([
    ['the service', policy('shop/a', target('Service', 'cart')), true],
    ['another service', policy('shop/a', target('Service', 'pay')), false],
    [
      'a service of that name elsewhere',
      policy('infra/a', target('Service', 'cart')),
      false,
    ],
    ['the waypoint', policy('infra/a', target('Gateway', 'waypoint')), true],
    ['another waypoint', policy('infra/a', target('Gateway', 'w')), false],
    [
      'a waypoint of that name elsewhere',
      policy('shop/a', target('Gateway', 'waypoint')),
      false,
    ],
    [
      'all waypoints, in the root namespace',
      policy('istio-system/a', target('GatewayClass', 'istio-waypoint')),
      true,
    ],
    [
      'all waypoints, elsewhere',
      policy('shop/a', target('GatewayClass', 'istio-waypoint')),
      false,
    ],
    [
      'another class',
      policy('istio-system/a', target('GatewayClass', 'istio')),
      false,
    ],
    ['something else', policy('shop/a', target('Pod', 'cart')), false],
    // They speak to the ztunnel of the pods.
    ['pods', policy('shop/a', selector('app: cart')), false],
    ['a whole namespace', policy('shop/a'), false],
    [
      'the service, for another revision',
      policy('shop/a', target('Service', 'cart'), 'labels: {istio.io/rev: b}'),
      false,
    ],
  ])('attached to %s', (_, yaml, expected) => {
    expect(of(yaml)).toHaveLength(expected ? 1 : 0);
  });
});
