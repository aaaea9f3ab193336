import { fleet, seenAs } from '../__testUtils__/fleet';
import { rootConfigMap, ROOTS } from '../__testUtils__/roots';
import { answer } from './answer';
import { trustRoots } from './trustRoots';

const join = (...parts: readonly string[]) => parts.join('---');

const FLEET = fleet({
  c1: join(
    rootConfigMap('shop', 'old', 'expiring'),
    rootConfigMap('web', 'old'),
  ),
  c2: join(rootConfigMap('shop', 'old', 'expired'), rootConfigMap('ops')),
});

describe('trustRoots, reference 7.2 and 7.3', () => {
  it('lists each root once, the first to end first, with all its places', () => {
    const { value, gaps } = answer(FLEET, trustRoots, undefined);
    expect(gaps).toEqual([]);
    expect(value.unseen).toEqual([]);
    expect(
      value.roots.map(({ certificate, expiry, daysLeft, places }) => [
        certificate.content?.subject,
        expiry,
        daysLeft,
        places.map(({ cluster, namespaces, without }) => [
          cluster,
          namespaces.join(),
          without.join(),
        ]),
      ]),
    ).toEqual([
      ['O=Example, CN=Expired Root', 'expired', -151, [['c2', 'shop', 'ops']]],
      ['O=Example, CN=Expiring Root', 'error', 19, [['c1', 'shop', 'web']]],
      [
        'O=Example, CN=Mesh Root',
        'fine',
        3136,
        [
          ['c1', 'shop,web', ''],
          ['c2', 'shop', 'ops'],
        ],
      ],
    ]);
  });

  it('reads ClusterTrustBundles too', () => {
    const yaml = `
apiVersion: certificates.k8s.io/v1beta1
kind: ClusterTrustBundle
metadata: {name: 'istio.io:istiod-ca:root-cert'}
spec: {trustBundle: ${JSON.stringify('no certificate')}}
`;
    const { value } = answer(fleet({ c1: yaml }), trustRoots, undefined);
    expect(value.roots).toEqual([]);
  });

  it('lists what mesh config adds, so that its end is watched, too', () => {
    const mesh = JSON.stringify({ caCertificates: [{ pem: ROOTS.expiring }] });
    const yaml = `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: ${JSON.stringify(mesh)}}
`;
    const { value } = answer(
      fleet({ c1: join(rootConfigMap('shop', 'old'), yaml) }),
      trustRoots,
      undefined,
    );
    expect(value.roots).toMatchObject([
      {
        expiry: 'error',
        places: [
          {
            cluster: 'c1',
            namespaces: [],
            without: ['shop'],
            meshConfigs: ['istio-system/istio'],
          },
        ],
      },
      { expiry: 'fine', places: [{ namespaces: ['shop'], meshConfigs: [] }] },
    ]);
  });

  it('says which clusters it does not see', () => {
    const blind = seenAs(FLEET, { cluster: 'c2', state: 'forbidden' });
    const { value } = answer(blind, trustRoots, undefined);
    expect(value.unseen).toEqual(['c2']);
    expect(value.roots).toHaveLength(2);
  });
});
