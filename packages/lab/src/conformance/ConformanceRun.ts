import { randomUUID } from 'node:crypto';
import type { ClusterSpec, Engine, EngineCluster } from '../engine';
import { createClusterIdentity } from '../identity';
import type { Json } from '../kubernetesObject';
import { signServiceAccountToken } from '../serviceAccountToken';
import {
  Caller,
  ConformanceCase,
  RequestStep,
  Step,
  WatchStep,
} from './ConformanceCase';
import { fixtures } from './fixtures';
import { HttpConnection } from './HttpConnection';
import { Normaliser, partsOf } from './Normaliser';

/** An answer without what differs from run to run. */
export interface Outcome {
  readonly status: number;
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;
  /** What of it engines must agree on. */
  readonly compared: Json;
}

const DEADLINE_MS = 30_000;
const CLUSTER = 'conformance';

/** A cluster of some engine on which cases are run. */
export class ConformanceRun {
  static async start(engine: Engine): Promise<ConformanceRun> {
    const spec: ClusterSpec = {
      name: CLUSTER,
      crds: ['istio', 'gateway-api', 'sail'],
      identity: await createClusterIdentity(CLUSTER, new Date()),
      serviceCidr: '10.96.0.0/16',
    };
    const lifetime = new AbortController();
    const [cluster] = await engine.start([spec], lifetime.signal);
    const run = new ConformanceRun(engine, cluster, spec);
    await run.#prepare();
    return run;
  }

  readonly #engine: Engine;
  readonly #cluster: EngineCluster;
  readonly #spec: ClusterSpec;
  readonly #connection: HttpConnection;
  #tokens: ReadonlyMap<Caller, string | undefined>;
  #cases = 0;

  private constructor(
    engine: Engine,
    cluster: EngineCluster,
    spec: ClusterSpec,
  ) {
    this.#engine = engine;
    this.#cluster = cluster;
    this.#spec = spec;
    this.#connection = HttpConnection.create({
      url: cluster.url,
      caCertificate: spec.identity.caCertificate,
    });
    this.#tokens = new Map([['admin', spec.identity.adminToken]]);
  }

  async stop(): Promise<void> {
    this.#connection.close();
    await this.#engine.stop();
  }

  /** Runs a case in a namespace of its own and returns what was answered to each step, events of watches included. */
  async answers(conformanceCase: ConformanceCase): Promise<readonly Outcome[]> {
    this.#cases += 1;
    const namespace = `case-${this.#cases}`;
    await this.#create('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    const normaliser = Normaliser.create(new Map([[namespace, '$ns']]));
    const steps = new CaseSteps(this, namespace, normaliser);
    await steps.run(conformanceCase.steps);
    return steps.outcomes;
  }

  async request(step: RequestStep) {
    const { method = 'GET', path, body, type, headers } = step;
    return this.#connection.send({
      method,
      path,
      headers: {
        accept: 'application/json',
        'user-agent': 'conformance/1',
        ...(body !== undefined && {
          'content-type': type ?? 'application/json',
        }),
        ...this.#authorization(step.as),
        ...headers,
      },
      body: body === undefined ? undefined : bodyText(body),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
  }

  async watch(step: WatchStep, signal: AbortSignal) {
    return this.#connection.lines({
      method: 'GET',
      path: step.watch,
      headers: { accept: 'application/json', ...this.#authorization(step.as) },
      signal,
    });
  }

  async expireWatches(): Promise<void> {
    await this.#cluster.expireWatches();
  }

  #authorization(caller: Caller = 'admin'): Record<string, string> {
    const token = this.#tokens.get(caller);
    return token ? { authorization: `Bearer ${token}` } : {};
  }

  async #prepare(): Promise<void> {
    for (const { path, object } of fixtures()) {
      await this.#create(path, object);
    }
    const [reader, writer] = await Promise.all(
      ['reader', 'writer'].map(name => this.#uidOf(name)),
    );
    const now = Date.now();
    const token = (name: string, uid: string, seconds: number) =>
      signServiceAccountToken(this.#spec.identity.serviceAccountKey, {
        cluster: CLUSTER,
        namespace: CLUSTER,
        name,
        uid,
        issuedAt: new Date(now - 3_600_000),
        expiresAt: new Date(now + seconds * 1000),
      });
    this.#tokens = new Map<Caller, string | undefined>([
      ['admin', this.#spec.identity.adminToken],
      ['reader', token('reader', reader, 3600)],
      ['writer', token('writer', writer, 3600)],
      ['expired', token('reader', reader, -120)],
      ['otherUid', token('reader', randomUUID(), 3600)],
      ['unknown', 'no-such-token'],
      ['anonymous', undefined],
    ]);
  }

  async #uidOf(name: string): Promise<string> {
    const { text } = await this.request({
      path: `/api/v1/namespaces/${CLUSTER}/serviceaccounts/${name}`,
      status: 200,
    });
    return JSON.parse(text).metadata.uid;
  }

  async #create(path: string, object: Json): Promise<void> {
    const { status, text } = await this.request({
      method: 'POST',
      path,
      body: object,
      status: 201,
    });
    if (status !== 201) {
      throw new Error(`POST ${path}: HTTP ${status} ${text}`);
    }
  }
}

/** The steps of one case and what came of them. */
class CaseSteps {
  readonly outcomes: Outcome[] = [];
  readonly #run: ConformanceRun;
  readonly #namespace: string;
  readonly #normaliser: Normaliser;
  readonly #seen = new Map<string, string>();

  constructor(run: ConformanceRun, namespace: string, normaliser: Normaliser) {
    this.#run = run;
    this.#namespace = namespace;
    this.#normaliser = normaliser;
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if ('expireWatches' in step) {
        await this.#run.expireWatches();
      } else if ('watch' in step) {
        await this.#watch(this.#filled(step));
      } else {
        await this.#request(this.#filled(step));
      }
    }
  }

  async #request(step: RequestStep): Promise<void> {
    const { status, headers, text } = await this.#run.request(step);
    const json = /json/.test(headers['content-type'] ?? '') && text !== '';
    const raw: Json = json ? JSON.parse(text) : text;
    this.#remember(raw);
    const body = json
      ? this.#normaliser.body(raw)
      : this.#normaliser.text(text);
    const shown = Object.fromEntries(
      ['warning', 'retry-after', 'content-encoding', 'vary', 'content-type']
        .filter(name => headers[name] !== undefined)
        .map(name => [name, this.#normaliser.text(String(headers[name]))]),
    );
    this.outcomes.push({
      status,
      body,
      headers: shown,
      compared: {
        status,
        body: step.compare && json ? partsOf(body, step.compare) : body,
        warning: shown.warning ?? null,
      },
    });
  }

  async #watch(step: WatchStep): Promise<void> {
    const hangUp = new AbortController();
    const signal = AbortSignal.any([
      hangUp.signal,
      AbortSignal.timeout(DEADLINE_MS),
    ]);
    const { status, lines } = await this.#run.watch(step, signal);
    const events: Json[] = [];
    const reading = (async () => {
      for await (const line of lines) {
        events.push(this.#normaliser.body(JSON.parse(line)));
        if (events.length === step.events) {
          break;
        }
      }
    })();
    await this.run(step.during ?? []);
    await reading.finally(() => hangUp.abort());
    const compared = events.map(event =>
      step.compare ? partsOf(event, step.compare) : event,
    );
    this.outcomes.push({ status, body: events, headers: {}, compared });
  }

  /** Keeps what later steps refer to: uids, the version of the last answer, its continue token. */
  #remember(body: Json): void {
    if (typeof body !== 'object' || body === null || !('metadata' in body)) {
      return;
    }
    const metadata = body.metadata as Record<string, string> | undefined;
    for (const [name, key] of [
      ['$version', 'resourceVersion'],
      ['$token', 'continue'],
      ['$uid', 'uid'],
    ]) {
      const value = metadata?.[key];
      if (value) {
        this.#seen.set(name, value);
      }
    }
  }

  /** A step with its placeholders filled in. */
  #filled<T extends RequestStep | WatchStep>(step: T): T {
    const { expect: wanted, ...rest } = step;
    const during = 'during' in step ? step.during : undefined;
    let text = JSON.stringify({ ...rest, during: undefined }).replaceAll(
      '$ns',
      this.#namespace,
    );
    for (const [name, value] of this.#seen) {
      text = text.replaceAll(name, value);
    }
    return { ...JSON.parse(text), expect: wanted, ...(during && { during }) };
  }
}

function bodyText(body: Json): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
