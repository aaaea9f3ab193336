import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { readObjects } from '../../cli/readObjects';
import {
  answersOf,
  FleetObjects,
  RECORDED_FLEETS,
  recordedFleet,
} from '../__testUtils__/recordedFleets';
import { Chance } from '../__testUtils__/randomEdit';
import {
  namespacesOf,
  renamedData,
  renamedFleet,
  withoutOrderOfNames,
} from '../__testUtils__/renamed';

/** One fleet in so many is taken, another one in each test. */
const STEP = 4;

const fleets = (offset: number) =>
  RECORDED_FLEETS.filter((_, i) => i % STEP === offset);

/** Data as it is written down: what is undefined is absent. */
const plain = (data: unknown): unknown =>
  withoutOrderOfNames(JSON.parse(JSON.stringify(data)));

const ALL_KEYS: ReadonlySet<string> = new Set(['*']);
const NO_KEYS: ReadonlySet<string> = new Set();
/** Secrets name clusters in the keys of their data. */
const DATA_KEYS: ReadonlySet<string> = new Set(['data']);

function mapped(
  objects: FleetObjects,
  change: (list: readonly unknown[]) => readonly unknown[],
): FleetObjects {
  return new Map([...objects].map(([name, list]) => [name, change(list)]));
}

function shuffled(list: readonly unknown[], chance: Chance): unknown[] {
  const rest = [...list];
  return list.flatMap(() => rest.splice(chance.below(rest.length), 1));
}

/** Everything that a namespace may have, none of it for others. */
const UNRELATED = parseAllDocuments(`
apiVersion: v1
kind: Namespace
metadata: {name: unrelated}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: unrelated, annotations: {networking.istio.io/exportTo: .}}
spec: {clusterIP: 10.250.0.1, selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-1, namespace: unrelated, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [{addresses: [10.251.0.1], targetRef: {kind: Pod, name: cart}}]
---
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: unrelated, labels: {app: cart, security.istio.io/tlsMode: istio}}
status: {phase: Running, podIPs: [{ip: 10.251.0.1}], conditions: [{type: Ready, status: 'True'}]}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: cart, namespace: unrelated}
spec: {host: '*.local', exportTo: [.], trafficPolicy: {tls: {mode: DISABLE}, outlierDetection: {}}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart, namespace: unrelated}
spec: {hosts: ['*.local'], exportTo: [.], http: [{route: [{destination: {host: cart}}]}]}
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: cart, namespace: unrelated}
spec: {hosts: [cart.shop.svc.cluster.local], exportTo: [.], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: default, namespace: unrelated}
spec: {egress: [{hosts: ['./*']}]}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: unrelated}
spec: {mtls: {mode: DISABLE}}
`).map(document => document.toJS());

/** A ztunnel is told of every service and pod, whomever they are for. */
function withoutUnrelated(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data), (_, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return value;
    return Object.fromEntries(
      Object.entries(value).filter(([key]) => !key.includes('unrelated')),
    );
  });
}

describe('answers change with the names of a fleet and with nothing else', () => {
  it('in whatever order objects and clusters come', () => {
    const chance = Chance.create(11);
    for (const name of fleets(0)) {
      const fleet = recordedFleet(name);
      const mixed = mapped(fleet.objects, list => shuffled(list, chance));
      const objects = new Map([...mixed].reverse());
      expect({ name, found: answersOf({ ...fleet, objects }) }).toStrictEqual({
        name,
        found: answersOf(fleet),
      });
    }
  });

  it('however often an object is written', () => {
    const chance = Chance.create(12);
    for (const name of fleets(1)) {
      const fleet = recordedFleet(name);
      const objects = mapped(fleet.objects, list => [
        ...list,
        ...list.filter(() => chance.below(3) === 0),
      ]);
      expect({ name, found: answersOf({ ...fleet, objects }) }).toStrictEqual({
        name,
        found: answersOf(fleet),
      });
    }
  });

  it('whatever stands in a namespace that has nothing to do with it', () => {
    for (const name of fleets(2)) {
      const fleet = recordedFleet(name);
      const objects = mapped(fleet.objects, list => [...list, ...UNRELATED]);
      const found = withoutUnrelated(answersOf({ ...fleet, objects }));
      const expected = withoutUnrelated(answersOf(fleet));
      expect({ name, found }).toStrictEqual({ name, found: expected });
    }
  });

  it.each([
    ['namespaces', 3, NO_KEYS],
    ['clusters', 0, DATA_KEYS],
  ])('%s may be called otherwise', (what, offset, keysBelow) => {
    for (const name of fleets(offset)) {
      const fleet = recordedFleet(name);
      const old =
        what === 'clusters'
          ? [...fleet.objects.keys()]
          : namespacesOf(fleet.objects);
      const names = new Map(old.map(word => [word, `${word}x`]));
      const before = answersOf(fleet);
      const expected = plain(
        renamedData(plain(before), names, { keysBelow: ALL_KEYS }),
      );
      expect({ name, found: expected }).not.toStrictEqual({
        name,
        found: plain(before),
      });
      const found = plain(answersOf(renamedFleet(fleet, names, keysBelow)));
      expect({ name, found }).toStrictEqual({ name, found: expected });
    }
  });
});

describe('a folder', () => {
  const dir = mkdtempSync(join(tmpdir(), 'meshwise-lists-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('says the same with its objects in one List, in several files, or one by one', () => {
    const { objects } = recordedFleet(fleets(0)[0]);
    const written = (
      parts: (list: readonly unknown[]) => readonly string[],
    ) => {
      const folder = mkdtempSync(join(dir, 'f-'));
      for (const [cluster, list] of objects) {
        const below = join(folder, 'clusters', cluster);
        mkdirSync(below, { recursive: true });
        parts(list).forEach((text, i) =>
          writeFileSync(join(below, `${i}.yaml`), text),
        );
      }
      return readObjects(folder);
    };
    const asList = (items: readonly unknown[]) =>
      stringify({ apiVersion: 'v1', kind: 'List', items });
    expect(written(list => [asList(list)])).toStrictEqual(objects);
    expect(
      written(list => [asList(list.slice(0, 3)), asList(list.slice(3))]),
    ).toStrictEqual(objects);
    expect(
      written(list => [list.map(item => stringify(item)).join('---\n')]),
    ).toStrictEqual(objects);
  });
});
