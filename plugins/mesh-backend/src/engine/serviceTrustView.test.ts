import {
  ClusterName,
  Memo,
  ServiceRef,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import { exampleFleet } from '@meshwise/lab/src/__testUtils__/exampleFleet';
import { serviceTrustView } from './serviceTrustView';

const CHECKOUT = { namespace: 'payments', name: 'checkout' };
const DAY = 24 * 60 * 60 * 1000;
const all = () => true;

describe('serviceTrustView of the example fleet', () => {
  const memo = Memo.create();
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await exampleFleet();
  });

  const ask = (
    service: ServiceRef,
    sees: (cluster: ClusterName) => boolean = all,
  ) => serviceTrustView({ snapshot, memo, service, sees }).value;

  it('names the identity of the workloads in each cluster', () => {
    expect(
      ask(CHECKOUT).identities.value.map(({ cluster, identities }) => [
        cluster,
        identities.map(({ spiffeId }) => spiffeId),
      ]),
    ).toEqual(
      ['eu-west-1', 'eu-west-2', 'us-east-1'].map(cluster => [
        cluster,
        ['spiffe://prod.example.com/ns/payments/sa/checkout'],
      ]),
    );
  });

  it('shows the root that vouches for it, and when it ends', () => {
    const { roots } = ask(CHECKOUT);
    expect(
      roots.value.map(({ certificate, places }) => [
        certificate.content?.subject,
        ((certificate.content?.notAfter ?? 0) - snapshot.at) / DAY,
        places.map(({ cluster, own }) => `${cluster} ${own}`),
      ]),
    ).toEqual([
      [
        'O=Example, CN=Prod Mesh Root CA',
        3650,
        [
          'eu-west-1 holds',
          'eu-west-2 holds',
          'us-east-1 holds',
          'us-east-2 no-bundle',
        ],
      ],
    ]);
  });

  it('shows who trusts whom among the clusters that matter', () => {
    const { matrix } = ask(CHECKOUT);
    expect(matrix.value.parties.map(({ cluster }) => cluster)).toEqual([
      'eu-west-1',
      'eu-west-2',
      'us-east-1',
      'us-east-2',
    ]);
    expect(new Set(matrix.value.cells.map(({ verdict }) => verdict))).toEqual(
      new Set(['yes']),
    );
    expect(matrix.value.cells).toHaveLength(12);
  });

  it('shows the rotation of each mesh of the service', () => {
    expect(
      ask(CHECKOUT).rotations.map(({ value: { mesh, stage } }) => [
        mesh,
        stage,
      ]),
    ).toEqual([['prod', 'S0']]);
  });

  it('shows the mode of each port with the policies that decide', () => {
    const [first] = ask(CHECKOUT).mtls.value;
    expect(first).toMatchObject({
      cluster: 'eu-west-1',
      groups: [
        {
          guard: 'sidecar',
          ports: [{ port: 8080, mode: 'STRICT' }],
          portNames: { 8080: 'http' },
          from: [{ namespace: 'istio-system' }, { namespace: 'payments' }],
        },
      ],
    });
  });

  it('says whom it lets in by namespace and owner, its own first', () => {
    const { access } = ask(CHECKOUT);
    const rows = access.value.namespaces.map(
      ({ namespace, tenants, told, verdicts }) => [
        namespace,
        tenants.join(),
        told,
        [...new Set(verdicts.map(({ verdict }) => verdict.code))].join(),
      ],
    );
    expect(rows[0]).toEqual(['payments', 'team-payments', true, 'allow']);
    expect(rows).toContainEqual(['shop', 'team-shop', true, 'depends']);
    expect(rows).toContainEqual(['search', 'team-search', true, 'deny']);
    expect(access.value.open).toEqual([]);
    expect(access.value.plaintext.map(({ verdict }) => verdict.code)).toEqual([
      'needs-mtls',
      'needs-mtls',
      'needs-mtls',
    ]);
  });

  it('tells service accounts apart that are judged differently', () => {
    const shop = ask(CHECKOUT).access.value.namespaces.find(
      ({ namespace }) => namespace === 'shop',
    );
    const verdictOf = (name: string) =>
      shop?.accounts.find(({ serviceAccount }) => serviceAccount === name)
        ?.verdicts[0].verdict.code;
    expect(verdictOf('storefront')).toBe('depends');
    expect(verdictOf('catalog')).toBe('deny');
  });

  it('says plainly where it is open to all', () => {
    const { access } = ask({ namespace: 'search', name: 'query' });
    expect(access.value.open).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('lists nobody whose certificate is not accepted', () => {
    const { access } = ask({ namespace: 'edge-cdn', name: 'image-proxy' });
    expect(access.value.open).toEqual(['edge-1']);
    expect(access.value.untrusted).toEqual([
      'eu-west-1',
      'eu-west-2',
      'ocp-legacy',
      'us-east-1',
      'us-east-2',
    ]);
    expect(access.value.namespaces.map(({ namespace }) => namespace)).toEqual([
      'edge-cdn',
      'pos',
      'telemetry',
    ]);
  });

  it('names no hidden cluster, and of namespaces there only its own', () => {
    const view = ask(CHECKOUT, cluster => cluster === 'eu-west-1');
    const text = JSON.stringify(view);
    for (const hidden of ['us-east-2', 'ocp-legacy', 'edge-1', 'legacy-tools'])
      expect(text).not.toContain(hidden);
    const party = view.matrix.value.parties.find(
      ({ cluster }) => cluster === 'eu-west-2',
    );
    expect(party?.bundles.map(({ namespaces }) => namespaces)).toEqual([
      ['payments'],
    ]);
  });
});
