/*
 * What the read path costs, as ratios to the floor measured in the same run: `JSON.parse` of the same bytes, got from the
 * same server over the same transport. Ratios hold on any machine; milliseconds do not.
 *
 *   node tools/run.mjs exec-ts benchmarks/readPath.ts [EndpointSlices, 20000]
 */
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { decode, Records } from '../plugins/mesh-common/src';
import { systemClock } from '../plugins/mesh-backend/src/Clock';
import { resourcePath } from '../plugins/mesh-backend/src/kubernetes/apiPath';
import { ApiServer } from '../plugins/mesh-backend/src/kubernetes/ApiServer';
import { ListGate } from '../plugins/mesh-backend/src/kubernetes/ListGate';
import { Reflector } from '../plugins/mesh-backend/src/kubernetes/Reflector';
import { resourceClient } from '../plugins/mesh-backend/src/kubernetes/ResourceClient';
import { ClusterStore } from '../plugins/mesh-backend/src/store/ClusterStore';
import { RecordSink } from '../plugins/mesh-backend/src/store/RecordSink';

const PAGE = 500;
const ENDPOINTS = 10;
const RUNS = 5;

/** An EndpointSlice as large as real ones: ten endpoints, managed fields, an owner. */
function endpointSlice(index: number): object {
  const service = `service-${Math.floor(index / 2)}`;
  const namespace = `team-${index % 40}`;
  const name = `${service}-${index.toString(36)}`;
  const fields = Object.fromEntries(
    Array.from({ length: 24 }, (_, i) => [`f:metadata-${i}`, { '.': {} }]),
  );
  return {
    metadata: {
      name,
      namespace,
      uid: `0b5c1f6e-0000-4000-8000-${index.toString().padStart(12, '0')}`,
      resourceVersion: String(1000 + index),
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: {
        'kubernetes.io/service-name': service,
        'endpointslice.kubernetes.io/managed-by':
          'endpointslice-controller.k8s.io',
      },
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Service', name: service, uid: `u-${index}` },
      ],
      managedFields: [
        {
          manager: 'kube-controller-manager',
          operation: 'Update',
          fieldsType: 'FieldsV1',
          fieldsV1: fields,
        },
      ],
    },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    endpoints: Array.from({ length: ENDPOINTS }, (_, i) => ({
      addresses: [`10.${index % 250}.${(index >> 8) % 250}.${i + 1}`],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: `node-${(index + i) % 200}`,
      zone: `eu-west-1${'abc'[i % 3]}`,
      targetRef: { kind: 'Pod', name: `${service}-${i}`, namespace, uid: 'p' },
    })),
  };
}

/** A server in a process of its own, whose work is not counted. */
function serve(count: number): void {
  const pages: Buffer[] = [];
  for (let from = 0; from < count; from += PAGE) {
    const length = Math.min(PAGE, count - from);
    const page = {
      kind: 'EndpointSliceList',
      metadata: {
        resourceVersion: String(1000 + count),
        continue: from + length < count ? String(pages.length + 1) : '',
      },
      items: Array.from({ length }, (_, i) => endpointSlice(from + i)),
    };
    pages.push(gzipSync(JSON.stringify(page), { level: 1 }));
  }
  const events = Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      type: 'MODIFIED',
      object: { kind: 'EndpointSlice', ...endpointSlice(i) },
    }),
  ).join('\n');
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    if (searchParams.has('watch')) {
      response.end(`${events}\n`);
      return;
    }
    response.setHeader('content-encoding', 'gzip');
    response.end(pages[Number(searchParams.get('continue') ?? 0)]);
  });
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
  process.on('disconnect', () => process.exit());
}

interface Cost {
  readonly cpuMs: number;
  readonly longestStallMs: number;
}

async function cost(work: () => Promise<unknown>): Promise<Cost> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.cpuUsage();
  delay.enable();
  await work();
  delay.disable();
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, longestStallMs: delay.max / 1e6 };
}

function median(costs: readonly Cost[]): Cost {
  const middle = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[values.length >> 1];
  return {
    cpuMs: middle(costs.map(({ cpuMs }) => cpuMs)),
    longestStallMs: middle(costs.map(({ longestStallMs: ms }) => ms)),
  };
}

/** What is left on the heap after all garbage is gone. */
async function heapUsed(): Promise<number> {
  setFlagsFromString('--expose-gc');
  for (let i = 0; i < 3; i += 1) {
    runInNewContext('gc')();
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return process.memoryUsage().heapUsed;
}

async function measure(port: number, count: number): Promise<void> {
  const { signal } = new AbortController();
  const api = ApiServer.create({
    clock: systemClock,
    connection: {
      url: `http://127.0.0.1:${port}`,
      ca: undefined,
      skipTLSVerify: false,
      fingerprint: '',
      credential: async () => ({ type: 'anonymous' }),
    },
  });
  const path = resourcePath({
    apiVersion: 'discovery.k8s.io/v1',
    plural: 'endpointslices',
  });
  const client = resourceClient({ server: api, path });

  const parseList = async () => {
    let token: string | undefined;
    do {
      const page = await client.page({ limit: PAGE, continue: token }, signal);
      token = page.next;
    } while (token !== undefined);
  };

  /** Reads until `enough` says so, into a store that is given back. */
  const reflect = async (enough: (events: number) => boolean) => {
    const store = ClusterStore.create({
      now: Date.now,
      requestFlush: () => {},
      onDiverged: () => {},
    });
    const stop = new AbortController();
    const part = store.part('EndpointSlice', '');
    let events = 0;
    const check = () => {
      if (enough(events)) stop.abort();
    };
    const sink: RecordSink<Records['EndpointSlice']> = {
      replace: (records, unreadable) => part.replace(records, unreadable),
      change(batch) {
        part.change(batch);
        events += 1;
        check();
      },
      listed() {
        part.listed();
        check();
      },
      seen: () => part.seen(),
      report: (state, reason) => part.report(state, reason),
      diverged: objects => part.diverged(objects),
    };
    const reflector = Reflector.create({
      client,
      decode: raw => decode('EndpointSlice', raw),
      sink,
      gate: new ListGate(systemClock),
      clock: systemClock,
      random: Math.random,
    });
    await reflector.run(stop.signal);
    store.flush();
    return store;
  };

  const parseEvents = async () => {
    for await (const line of await client.watch('1', 300, signal)) {
      JSON.parse(line.toString());
    }
  };

  const syncOnly = () => reflect(() => true);
  const syncAndEvents = () => reflect(events => events >= count);

  await syncOnly();
  const before = await heapUsed();
  const kept = await syncOnly();
  const heap = (await heapUsed()) - before;
  const { size } = kept.view.kinds.EndpointSlice?.table ?? { size: 0 };
  if (size !== count) throw new Error(`${size} of ${count} objects arrived`);

  const runs = new Map<string, Cost[]>();
  for (let run = 0; run < RUNS; run += 1) {
    for (const [name, work] of [
      ['parse list', parseList],
      ['sync', syncOnly],
      ['parse events', parseEvents],
      ['sync and events', syncAndEvents],
    ] as const) {
      const costs = runs.get(name) ?? [];
      costs.push(await cost(work));
      runs.set(name, costs);
    }
  }
  const of = (name: string) => median(runs.get(name) ?? []);

  const events = of('sync and events').cpuMs - of('sync').cpuMs;
  const ratio = (a: number, b: number) => (a / b).toFixed(2);
  console.log(
    [
      `${count} EndpointSlices, ${
        count * ENDPOINTS
      } endpoints, median of ${RUNS}`,
      `CPU of a synchronisation / JSON.parse of the same bytes  ${ratio(
        of('sync').cpuMs,
        of('parse list').cpuMs,
      )}   (target: at most 1.5)`,
      `events per CPU second / JSON.parse only                  ${ratio(
        of('parse events').cpuMs,
        events,
      )}   (target: at least 0.5)`,
      `longest stall of the event loop, synchronisation / floor ${ratio(
        of('sync').longestStallMs,
        of('parse list').longestStallMs,
      )}   (${of('sync').longestStallMs.toFixed(0)} ms here)`,
      `bytes kept per endpoint                                  ${Math.round(
        heap / (count * ENDPOINTS),
      )}   (target: at most 200)`,
    ].join('\n'),
  );
  await api.close();
}

const [mode, number = mode] = process.argv.slice(2);
if (mode === 'serve') serve(Number(number));
else {
  const count = Number(mode ?? 20_000);
  const child = fork(__filename, ['serve', String(count)], {
    execArgv: process.execArgv,
  });
  child.on('message', async (message: { readonly port?: number }) => {
    // The loader of TypeScript sends messages, too.
    if (message.port === undefined) return;
    try {
      await measure(message.port, count);
    } finally {
      child.disconnect();
    }
  });
}
