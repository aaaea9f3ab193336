import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesOf } from '../../cli/changesOf';
import { readMeshFolder } from '../../cli/meshFolder';
import { ROOTS } from '../__testUtils__/roots';
import { decode } from '../decode/decoders';
import { ApplyChange } from '../model/change';
import { Memo } from '../model/memo';
import { ServiceRef } from '../model/refs';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { Reach, reach } from './reach';
import { isAmbientClient } from './reach/ambientContext';

const ORACLE = join(__dirname, '../../../../oracle');

/** Checks that speak of what istiod gives a client, and not of what becomes of a call on its way. */
const DISCOVERY = ['2', '3', '5', '6', '7', '8', '10', '11', '12', '13', '14'];

interface RecordedProxy {
  /** Of a ztunnel only. */
  readonly services?: Readonly<Record<string, unknown>>;
  readonly workloads?: Readonly<
    Record<
      string,
      {
        readonly cluster: string;
        readonly gateway?: string;
        readonly services?: Readonly<Record<string, unknown>>;
      }
    >
  >;
  readonly clusters: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly endpoints: readonly {
          readonly cluster: string;
          readonly gateway: boolean;
        }[];
      }
    >
  >;
}

/** A fleet, its proxies, and what Istio gave each. */
interface Phase {
  readonly title: string;
  readonly snapshot: Snapshot;
  readonly proxies: readonly {
    readonly name: string;
    readonly proxy: ProxyRef;
  }[];
  readonly recorded: Readonly<Record<string, RecordedProxy>>;
}

function phasesOf(corpus: string, name: string): readonly Phase[] {
  const dir = join(ORACLE, corpus, name);
  const folder = readMeshFolder(dir, { istio: undefined });
  const { proxies } = folder;
  const snapshot = withRoots(folder.snapshot);
  const read = (file: string): Phase['recorded'] =>
    JSON.parse(readFileSync(join(dir, file), 'utf8')).proxies;
  const title = `${corpus}/${name}`;
  if (!existsSync(join(dir, 'before.json')))
    return [{ title, snapshot, proxies, recorded: read('expected.json') }];
  const after = withRoots(changesOf(folder).after);
  return [
    {
      title: `${title} before`,
      snapshot,
      proxies,
      recorded: read('before.json'),
    },
    {
      title: `${title} after`,
      snapshot: after,
      proxies,
      recorded: read('after.json'),
    },
  ];
}

/** Recordings have no certificates, without which nothing is ever reached for certain: all clusters get the same root. */
function withRoots(snapshot: Snapshot): Snapshot {
  return snapshot.with(
    ...snapshot.clusterNames.map((cluster): ApplyChange => {
      const decoded = decode('RootCertificates', ROOT);
      if (decoded.code !== 'decoded') throw new Error(decoded.problem);
      const { record } = decoded;
      return { code: 'apply', cluster, kind: 'RootCertificates', record };
    }),
  );
}

const ROOT = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'istio-ca-root-cert',
    namespace: 'shop',
    labels: { 'istio.io/config': 'true' },
  },
  data: { 'root-cert.pem': ROOTS.old },
};

/** The Kubernetes Service that an Envoy cluster of the whole service is for. */
function serviceOf(
  name: string,
): { readonly service: ServiceRef; readonly port: number } | undefined {
  const [, port, subset, host] = name.split('|');
  const [service, namespace, svc] = host.split('.');
  return subset === '' && svc === 'svc' && host.endsWith('.cluster.local')
    ? { service: { namespace, name: service }, port: Number(port) }
    : undefined;
}

/** What reach and a recording say against each other; nothing if they agree. */
function contradictions(
  { verdict, checks }: Reach,
  given: { readonly here: boolean; readonly anyGateway: boolean },
): readonly string[] {
  const { here, anyGateway } = given;
  if ((verdict === 'yes' || verdict === 'standby') && !here && !anyGateway)
    return [`${verdict}, and no endpoint is given`];
  if (!here) return [];
  return checks
    .filter(
      ({ check, status }) => status === 'fail' && DISCOVERY.includes(check),
    )
    .map(({ check, text }) => `an endpoint is given, and ${check}: ${text}`);
}

describe.each(['scenarios', 'generated', 'changes', 'gateways', 'ambient'])(
  'reach and recorded endpoints, %s',
  corpus => {
    it('agree for every sidecar, service and cluster', () => {
      const wrong: string[] = [];
      const count = { asked: 0, given: 0, yes: 0, no: 0, unknown: 0 };
      for (const folder of readdirSync(join(ORACLE, corpus)).sort())
        for (const { title, snapshot, proxies, recorded } of phasesOf(
          corpus,
          folder,
        )) {
          const memo = Memo.create();
          for (const { name, proxy } of proxies) {
            const served = answer(snapshot, proxyOf, proxy, memo).value;
            const clusters = recorded[name]?.clusters ?? {};
            if (served?.kind !== 'sidecar' || !served.view) continue;
            for (const [cluster, { type, endpoints }] of Object.entries(
              clusters,
            )) {
              const called = serviceOf(cluster);
              if (!called || type !== 'EDS') continue;
              for (const registry of served.view.registries) {
                const { value } = answer(
                  snapshot,
                  reach,
                  { client: proxy, ...called, to: registry.cluster },
                  memo,
                );
                const given = {
                  // What a gateway stands for may be in another cluster than its own.
                  here: endpoints.some(
                    endpoint =>
                      !endpoint.gateway &&
                      endpoint.cluster === registry.clusterId,
                  ),
                  anyGateway: endpoints.some(({ gateway }) => gateway),
                };
                count.asked++;
                if (given.here) count.given++;
                if (value.verdict === 'no') count.no++;
                else if (value.verdict === 'unknown') count.unknown++;
                else count.yes++;
                wrong.push(
                  ...contradictions(value, given).map(
                    text =>
                      `${title} ${name} ${cluster} ${registry.cluster}: ${text}`,
                  ),
                );
              }
            }
          }
        }
      process.stdout.write(
        `reach of ${corpus}: ${count.asked} asked, ${count.given} with endpoints; ${count.yes} yes or standby, ${count.no} no, ${count.unknown} unknown\n`,
      );
      expect(wrong).toEqual([]);
      expect(count.asked).toBeGreaterThan(0);
      expect(count.given).toBeGreaterThan(0);
    });
  },
);

/** A pod of a cluster that a ztunnel serves, as any of them does: all are given the same. */
function ambientPodIn(
  snapshot: Snapshot,
  cluster: string,
): ProxyRef | undefined {
  const pod = snapshot.view(cluster, 'Pod')?.table.list().find(isAmbientClient);
  return pod && { cluster, namespace: pod.namespace, pod: pod.name };
}

describe('reach of ambient clients and what ztunnels were given', () => {
  it('agree for every ztunnel, service and cluster', () => {
    const wrong: string[] = [];
    const count = { asked: 0, given: 0, yes: 0, no: 0, unknown: 0 };
    for (const folder of readdirSync(join(ORACLE, 'ambient')).sort())
      for (const { title, snapshot, proxies, recorded } of phasesOf(
        'ambient',
        folder,
      )) {
        const memo = Memo.create();
        for (const { name, proxy } of proxies) {
          const { services, workloads = {} } = recorded[name] ?? {};
          const client = ambientPodIn(snapshot, proxy.cluster);
          const served = answer(snapshot, proxyOf, proxy, memo).value;
          if (!services || !client || !served?.view) continue;
          for (const key of Object.keys(services)) {
            const [namespace, host] = key.split('/');
            const service = { namespace, name: host.split('.')[0] };
            const entries = Object.values(workloads).filter(
              workload => workload.services && key in workload.services,
            );
            for (const { cluster, clusterId } of served.view.registries) {
              const { value } = answer(
                snapshot,
                reach,
                { client, service, to: cluster },
                memo,
              );
              const given = {
                here: entries.some(
                  entry => !entry.gateway && entry.cluster === clusterId,
                ),
                anyGateway: entries.some(({ gateway }) => gateway),
              };
              expect(value.limited).toBe(true);
              count.asked++;
              if (given.here) count.given++;
              if (value.verdict === 'no') count.no++;
              else if (value.verdict === 'unknown') count.unknown++;
              else count.yes++;
              wrong.push(
                ...contradictions(value, given).map(
                  text => `${title} ${name} ${key} ${cluster}: ${text}`,
                ),
              );
            }
          }
        }
      }
    process.stdout.write(
      `reach of ztunnels: ${count.asked} asked, ${count.given} with endpoints; ${count.yes} yes or standby, ${count.no} no, ${count.unknown} unknown\n`,
    );
    expect(wrong).toEqual([]);
    expect(count.yes).toBeGreaterThan(0);
  });

  it.each([
    ['global-service-over-two-networks', 'unknown', 'gateway', undefined],
    ['local-service-stays-local', 'no', 'local-only', '13'],
    ['multi-network-switched-off', 'no', 'local-only', '5'],
    ['no-gateway-for-remote-network', 'no', 'local-only', '20b'],
    ['remote-without-ready-pods', 'no', 'gateway', '15'],
    ['one-network-two-clusters', 'yes', 'direct', undefined],
    // Recordings have no gateway pods, so nothing tells whether they are ready.
  ])('%s: %s, by %s', (folder, verdict, path, check) => {
    const [{ snapshot }] = phasesOf('ambient', folder);
    const { value } = answer(snapshot, reach, {
      client: { cluster: 'c1' },
      service: { namespace: 'shop', name: 'cart' },
      to: 'c2',
    });
    expect({
      verdict: value.verdict,
      path: value.path,
      check: value.firstFailure?.check,
      limited: value.limited,
    }).toEqual({ verdict, path, check, limited: true });
  });
});
