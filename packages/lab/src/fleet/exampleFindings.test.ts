import {
  Finding,
  Findings,
  findings,
} from '@meshwise/backstage-plugin-mesh-common';
import { exampleFleet } from '../__testUtils__/exampleFleet';

/** `code: subject (clusters)`. */
function line({ code, subject }: Finding): string {
  const { namespace, name, clusters } = subject;
  const key = namespace === '' ? name : `${namespace}/${name}`;
  return `${code}: ${subject.kind} ${key} (${clusters.join(', ')})`;
}

/** Each planted problem of examples/README.md by its number, with what the checks make of it. */
const PLANTED: readonly (readonly [string, readonly string[]])[] = [
  [
    '1',
    ['service-owners-collide: Service reporting/api (eu-west-1, us-east-1)'],
  ],
  [
    '2',
    [
      'config-differs: DestinationRule payments/checkout (eu-west-1, eu-west-2, us-east-1)',
      'ejection-too-weak: DestinationRule payments/checkout (eu-west-2)',
    ],
  ],
  [
    '2b',
    [
      'config-missing: DestinationRule search/query (eu-west-1, us-east-1)',
      'config-missing: VirtualService search/query (eu-west-1, us-east-1)',
    ],
  ],
  ['3', ['network-without-gateway: Network net-us-2 (us-east-2)']],
  ['4', ['stale-sidecars: Namespace search (eu-west-1)']],
  ['4b', ['stale-sidecars: Namespace search (eu-west-2)']],
  [
    '5',
    [
      'failover-not-armed: DestinationRule shop/cart (eu-west-1, eu-west-2, us-east-1)',
    ],
  ],
  [
    '6',
    [
      'root-expiring: Certificate O=Example, CN=Edge Mesh Root CA (edge-1, mgmt-1)',
    ],
  ],
  [
    '7',
    ['service-port-drift: Service payments/refunds (eu-west-1, eu-west-2)'],
  ],
  ['8', ['dangling-revision: Namespace sandbox (eu-west-2)']],
  ['9', ['locality-missing: Cluster us-east-1 (us-east-1)']],
  ['10', ['object-unreadable: ConfigMap istio-system/istio (us-east-2)']],
  ['11', ['ineffective-config: DestinationRule shop/reviews (us-east-2)']],
  [
    '12',
    [
      'control-plane-single-point: ControlPlane istio-system/istiod-1-29-2 (eu-west-2)',
    ],
  ],
  ['13', ['unclaimed-namespace: Namespace legacy-tools (eu-west-2)']],
  ['14', ['member-in-transition: Namespace loyalty (ocp-legacy)']],
];

/** No Secret is read of live clusters, and nobody tells the links of the examples. */
const UNTOLD = [
  'links-assumed: Mesh edge (mgmt-1)',
  'links-assumed: Mesh prod (eu-west-1, eu-west-2, us-east-1)',
];

describe('findings of the example fleet', () => {
  let found: Findings;

  beforeAll(async () => {
    found = findings(await exampleFleet());
  });

  it.each(PLANTED)('planted problem %s', (_, lines) => {
    expect(found.findings.map(line)).toEqual(
      expect.arrayContaining([...lines]),
    );
  });

  it('are nothing else: everything else is meant to be healthy', () => {
    const planted = new Set(PLANTED.flatMap(([, lines]) => lines));
    expect(found.findings.map(line).filter(text => !planted.has(text))).toEqual(
      UNTOLD,
    );
  });

  it('each have evidence, or say what they could not see', () => {
    for (const { code, because, gaps } of found.findings)
      expect([code, because.length + gaps.length]).not.toEqual([code, 0]);
  });

  it('see everything that they need, but roots in a mesh config that nobody can read (10)', () => {
    expect(
      found.partial.map(({ code, gaps }) => [
        code,
        gaps.map(({ cluster, object }) => `${cluster} ${object}`),
      ]),
    ).toEqual([['root-expiring', ['us-east-2 istio-system/istio']]]);
  });
});
