import { fleet, seenAs } from '../../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../../__testUtils__/meshYaml';
import { Snapshot } from '../../model/snapshot';
import { findings } from '../findings';
import { mtlsOffOnOneSide } from './mtlsOffOnOneSide';

const both = ['c1', 'c2'];

const policy = (spec: string, key = 'shop/default') =>
  config('PeerAuthentication', key, spec);
const OFF = '{mtls: {mode: DISABLE}}';

/** A primary with pods of `shop/cart`. */
const primary = (cluster: string, ...objects: readonly string[]) =>
  docs(
    istiod(cluster, { watches: both }),
    namespace('shop'),
    workload('shop/cart', { cluster, addresses: `10.${cluster.slice(1)}.0` }),
    ...objects,
  );

const found = (snapshot: Snapshot) =>
  findings(snapshot, { checks: [mtlsOffOnOneSide] }).findings;

/** What is wrong, without the sentence that leads to it; and of whom it is told. */
const told = (clusters: { readonly [name: string]: string }) =>
  found(fleet(clusters)).map(
    ({ message, subject }) =>
      `${subject.clusters.join()}: ${message.replace(/^[^:]*: /, '')}`,
  );

const clients = (place: string, by = 'c1') =>
  `clients served by ${by} call pods in ${place} in plain text, and leave out those behind a gateway, although these take mutual TLS`;
const servers = (other: string, place = 'c1') =>
  `clients served by ${other} send mutual TLS to pods in ${place}, which no longer take it`;
const BOTH = [`c1,c2: ${clients('c2')}; ${servers('c2')}.`];

/** It is the policy of c2 that turns more off. */
const OTHER = [`c1,c2: ${clients('c1', 'c2')}; ${servers('c1', 'c2')}.`];

describe('mtls-off-on-one-side, reference 6.5 and 7.6', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['off here, nothing there', policy(OFF), '', BOTH],
    [
      'off here, strict there',
      policy(OFF),
      policy('{mtls: {mode: STRICT}}'),
      BOTH,
    ],
    ['off on both sides', policy(OFF), policy(OFF), []],
    ['permissive here', policy('{mtls: {mode: PERMISSIVE}}'), '', []],
    [
      'off for the whole mesh there, and for the namespace here',
      policy(OFF),
      policy(OFF, 'istio-system/default'),
      [],
    ],
    [
      'off for the whole mesh here',
      policy(OFF, 'istio-system/default'),
      '',
      BOTH,
    ],
    [
      'off for the whole mesh, and on again for the namespace',
      docs(
        policy(OFF, 'istio-system/default'),
        policy('{mtls: {mode: STRICT}}'),
      ),
      '',
      [],
    ],
    ['off in a namespace without pods', policy(OFF, 'web/default'), '', []],
    [
      'off for the pods',
      policy(`{selector: {matchLabels: {app: cart}}, mtls: {mode: DISABLE}}`),
      '',
      BOTH,
    ],
    [
      'off for other pods',
      policy(`{selector: {matchLabels: {app: pay}}, mtls: {mode: DISABLE}}`),
      '',
      [],
    ],
    [
      'off at a port',
      policy(
        `{selector: {matchLabels: {app: cart}}, portLevelMtls: {'80': {mode: DISABLE}}}`,
      ),
      '',
      BOTH,
    ],
    [
      'off at a port here, and altogether there',
      policy(
        `{selector: {matchLabels: {app: cart}}, portLevelMtls: {'80': {mode: DISABLE}}}`,
      ),
      policy(OFF),
      OTHER,
    ],
    [
      'off but for a port here, and altogether there',
      policy(
        `{selector: {matchLabels: {app: cart}}, mtls: {mode: DISABLE}, portLevelMtls: {'80': {mode: STRICT}}}`,
      ),
      policy(OFF),
      OTHER,
    ],
  ])('%s', (_, here, there, expected) => {
    expect(told({ c1: primary('c1', here), c2: primary('c2', there) })).toEqual(
      expected,
    );
  });

  it('pods without sidecar decide nothing', () => {
    const plain = (cluster: string, more = '') =>
      primary(cluster, more).replaceAll('istio-proxy', 'app');
    expect(told({ c1: plain('c1', policy(OFF)), c2: plain('c2') })).toEqual([]);
  });

  it('is told of clients alone, or of servers alone, where the other side has no pods', () => {
    const empty = (cluster: string, more = '') =>
      docs(istiod(cluster, { watches: both }), namespace('shop'), more);
    expect(told({ c1: empty('c1', policy(OFF)), c2: primary('c2') })).toEqual([
      `c1,c2: ${clients('c2')}.`,
    ]);
    expect(told({ c1: primary('c1', policy(OFF)), c2: empty('c2') })).toEqual([
      `c1,c2: ${servers('c2')}.`,
    ]);
  });

  it('another mesh has policies of its own', () => {
    const other = primary('c2').replace('meshId: prod', 'meshId: test');
    expect(told({ c1: primary('c1', policy(OFF)), c2: other })).toEqual([]);
  });

  it('nobody is wrong about pods of a cluster that it does not watch', () => {
    const alone = primary('c2').replace("remotes: 'c1'", "remotes: ''");
    expect(told({ c1: primary('c1', policy(OFF)), c2: alone })).toEqual([
      `c1,c2: ${clients('c2')}.`,
    ]);
  });

  it('two control planes of one cluster read the same policies', () => {
    const c1 = primary('c1', istiod('c1', { revision: 'blue' }), policy(OFF));
    expect(told({ c1 })).toEqual([]);
  });

  it('is silent about a primary whose policies were never seen', () => {
    const snapshot = seenAs(
      fleet({ c1: primary('c1', policy(OFF)), c2: primary('c2') }),
      { cluster: 'c2', kind: 'PeerAuthentication', state: 'forbidden' },
    );
    expect(found(snapshot)).toEqual([]);
  });
});
