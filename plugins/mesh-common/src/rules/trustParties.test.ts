import { fleet, seenAs } from '../__testUtils__/fleet';
import { docs, istiod, namespace } from '../__testUtils__/meshYaml';
import { rootConfigMap, ROOTS } from '../__testUtils__/roots';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { partyName, trustParties } from './trustParties';

const parties = (snapshot: Snapshot) =>
  answer(snapshot, trustParties, undefined);
const of = (...objects: readonly string[]) =>
  parties(fleet({ c1: docs(...objects) })).value;

const flag = (name: string) => `{name: ${name}, value: 'true'}`;

describe('trustParties, reference 7.3', () => {
  it('blue and green that agree are one, with the namespaces of both', () => {
    const found = of(
      istiod('c1', { namespace: 'blue', revision: 'blue' }),
      istiod('c1', { namespace: 'green', revision: 'green' }),
      namespace('web', 'maistra.io/member-of: green'),
      namespace('shop', 'maistra.io/member-of: blue'),
      ...['web', 'shop'].map(name => rootConfigMap(name, 'old')),
    );
    expect(found).toHaveLength(1);
    const [{ controlPlanes, bundles }] = found;
    expect(controlPlanes.map(key => key.namespace)).toEqual(['blue', 'green']);
    expect(bundles.map(({ namespaces }) => namespaces)).toEqual([
      ['shop', 'web'],
    ]);
    expect(partyName(found[0])).toBe(
      'c1 c1/blue/istiod-blue c1/green/istiod-green',
    );
  });

  it.each([
    ['roots', '', 'new' as const],
    ['trust domains', 'trustDomain: other', 'old' as const],
    ['aliases', 'trustDomainAliases: [other]', 'old' as const],
  ])('those of other %s are two', (_, mesh, root) => {
    expect(
      of(
        istiod('c1', { namespace: 'blue', revision: 'blue' }),
        istiod('c1', { namespace: 'green', revision: 'green', mesh }),
        namespace('web', 'maistra.io/member-of: green'),
        namespace('shop', 'maistra.io/member-of: blue'),
        rootConfigMap('shop', 'old'),
        rootConfigMap('web', root),
      ),
    ).toHaveLength(2);
  });

  it('roots of mesh config count with ISTIO_MULTIROOT_MESH only', () => {
    const further = (env: string, mesh: string) => {
      const [{ furtherRoots, hiddenRoots }] = of(istiod('c1', { env, mesh }));
      return [furtherRoots.map(({ content }) => content?.subject), hiddenRoots];
    };
    const pem = `caCertificates: [{pem: ${JSON.stringify(ROOTS.new)}}]`;
    const url = 'caCertificates: [{spiffeBundleUrl: https://bundle.example}]';
    const on = flag('ISTIO_MULTIROOT_MESH');
    expect(further('', '')).toEqual([[], false]);
    expect(further('', url)).toEqual([[], false]);
    expect(further(on, '')).toEqual([[], false]);
    expect(further(on, url)).toEqual([[], true]);
    expect(further('', pem)).toEqual([[], false]);
    expect(further(on, pem)).toEqual([['O=Example, CN=Mesh Root 2'], false]);
  });

  it('says where the roots were found', () => {
    const shown = (env: string) =>
      parties(
        fleet({
          c1: docs(
            istiod('c1', { env }),
            rootConfigMap('shop', 'old'),
            `
apiVersion: certificates.k8s.io/v1beta1
kind: ClusterTrustBundle
metadata: {name: 'istio.io:istiod-ca:root-cert'}
spec: {trustBundle: ${JSON.stringify(ROOTS.old)}}
`,
          ),
        }),
      )
        .because.map(({ object, field }) => `${object.kind} ${field}`)
        .filter(text => /trust|root/.test(text));
    expect(shown('')).toEqual(['ConfigMap data["root-cert.pem"]']);
    expect(shown(flag('ENABLE_CLUSTER_TRUST_BUNDLE_API'))).toEqual([
      'ClusterTrustBundle spec.trustBundle',
    ]);
  });

  it.each([
    ['RootCertificates', '', false],
    ['MeshConfig', '', false],
    ['ClusterTrustBundle', '', true],
    ['RootCertificates', flag('ENABLE_CLUSTER_TRUST_BUNDLE_API'), true],
    ['ClusterTrustBundle', flag('ENABLE_CLUSTER_TRUST_BUNDLE_API'), false],
  ] as const)('without %s, under %s, is known: %s', (kind, env, known) => {
    const whole = fleet({
      c1: docs(istiod('c1', { env }), rootConfigMap('shop', 'old')),
    });
    const blind = seenAs(whole, { cluster: 'c1', kind, state: 'forbidden' });
    const [party] = parties(blind).value;
    expect(party.known).toBe(known);
    expect(party.trustDomain).toBe(
      kind === 'MeshConfig' ? undefined : 'cluster.local',
    );
  });
});
