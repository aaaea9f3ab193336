import { randomUUID } from 'node:crypto';
import type { ClusterSpec, Engine, EngineCluster } from '../engine';
import { createClusterIdentity } from '../identity';
import type { Json } from '../kubernetesObject';
import { signServiceAccountToken } from '../serviceAccountToken';
import {
  Caller,
  ConformanceCase,
  RequestStep,
  WatchStep,
} from './ConformanceCase';
import { CaseSteps, Outcome } from './CaseSteps';
import { fixtures } from './fixtures';
import { HttpConnection } from './HttpConnection';
import { Normaliser } from './Normaliser';

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

function bodyText(body: Json): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
