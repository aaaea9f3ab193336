import {
  DECODERS,
  Kind,
  kindRow,
  KIND_NAMES,
} from '@meshwise/backstage-plugin-mesh-common';
import { Clock } from '../Clock';
import { ClusterStore } from '../store/ClusterStore';
import { ApiFailure } from './ApiFailure';
import { resourcePath } from './apiPath';
import { ApiServer } from './ApiServer';
import { Backoff } from './Backoff';
import { connectionFailure } from './connectionFailure';
import { Discovery, EVERY_KIND, ServedKinds } from './Discovery';
import { ListGate } from './ListGate';
import { objectNames } from './objectNames';
import { Reflector } from './Reflector';
import { resourceClient } from './ResourceClient';
import { Rights } from './Rights';
import { stateAfter } from './stateAfter';

/**
 * How often the cluster is asked which kinds it serves and what the reader may read: two short answers that show as well,
 * long before a silent watch does, that the cluster is alive.
 */
const PULSE_MS = { shortest: 7_000, longest: 10_000 };
/** How soon at the latest a cluster is noticed that is back. One request costs nothing. */
const LONGEST_PULSE_PAUSE_MS = 5_000;

/** What a {@link ClusterReader} is made from. */
export interface ClusterReaderOptions {
  readonly server: ApiServer;
  readonly store: ClusterStore;
  readonly clock: Clock;
  /** Numbers in [0, 1), for jitter. */
  readonly random: () => number;
  /** Whether to read with a credential that may read Secrets, too. */
  readonly allowSecretReaders: boolean;
}

/** Why a cluster is not read whose credential may do too much (T33). */
const READS_SECRETS =
  'the credential of the reader may read Secrets, which Meshwise never does and nobody who holds the credential should; give it the rights of docs/rbac.md only, or set mesh.allowSecretReaders';

/** One reflector at work. */
interface Running {
  readonly kind: Kind;
  /** Name of the only object it reads, or `''`. */
  readonly name: string;
  /** Group and version it reads. Another one needs another reflector. */
  readonly apiVersion: string;
  readonly stop: AbortController;
  readonly reflector: Pick<Reflector<never>, 'interrupt' | 'wake'>;
  /** Whether the reader had the right when it was last asked for. */
  may: boolean;
}

/** Reads all kinds that one cluster serves into a store, until it is stopped. */
export class ClusterReader {
  static create(options: ClusterReaderOptions): ClusterReader {
    return new ClusterReader(options);
  }

  private readonly gate: ListGate;
  private readonly running = new Map<string, Running>();
  private readonly absent = new Set<Kind>();
  private served: ServedKinds | undefined;
  private reachable = true;

  private constructor(private readonly options: ClusterReaderOptions) {
    this.gate = new ListGate(options.clock);
  }

  /** Resolves when the signal aborts. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { server, store, clock, random } = this.options;
    const discovery = Discovery.create(server);
    const backoff = new Backoff(random);
    store.onFlush(changed => {
      // Another istiod means another mesh config to be read.
      if (changed.has('Deployment')) this.reconcile();
    }, signal);
    while (!signal.aborted) {
      try {
        await this.discover(discovery, signal);
        backoff.reset();
        await clock.wait(between(PULSE_MS, random()), signal);
      } catch (error) {
        if (signal.aborted) break;
        this.lost(connectionFailure(error));
        const pause = Math.min(backoff.next(), LONGEST_PULSE_PAUSE_MS);
        await clock.wait(pause, signal);
      }
    }
    for (const running of this.running.values()) running.stop.abort();
    this.running.clear();
  }

  private async discover(
    discovery: Discovery,
    signal: AbortSignal,
  ): Promise<void> {
    const { store } = this.options;
    const served = await discovery.read(signal);
    const back = !this.reachable;
    const version =
      back || store.kubernetesVersion === undefined
        ? await discovery.version(signal)
        : undefined;
    this.reachable = true;
    store.alive(version);
    // A cluster that does not tell is found out by the reflectors, later.
    const { server, allowSecretReaders } = this.options;
    const rights = await Rights.read(server, signal).catch(() => undefined);
    if (rights?.coverSecrets && !allowSecretReaders) {
      this.refuse();
      return;
    }
    this.served = served;
    if (back)
      for (const { reflector } of this.running.values()) reflector.wake();
    this.reconcile();
    if (rights) this.follow(rights);
  }

  /** Forgets what was read, and reads nothing until the credential is another or may do less. */
  private refuse(): void {
    const { store } = this.options;
    this.served = undefined;
    for (const { kind, name, stop } of this.running.values()) {
      stop.abort();
      store.part(kind, name).replace([], []);
      store.part(kind, name).report('forbidden', READS_SECRETS);
    }
    this.running.clear();
    store.reportUndiscovered('forbidden', READS_SECRETS);
  }

  private follow(rights: Rights): void {
    for (const running of this.running.values()) {
      const may = rights.mayWatch(running) ?? true;
      if (may === running.may) continue;
      if (may) running.reflector.wake();
      else running.reflector.interrupt();
      running.may = may;
    }
  }

  /** The cluster does not answer a simple question, or refuses the credential: open watches must prove themselves. */
  private lost(failure: ApiFailure): void {
    if (failure.code === 'forbidden') {
      // It may be read, just not asked what it serves. Then each kind is tried.
      this.served ??= EVERY_KIND;
      this.reconcile();
      return;
    }
    const { store } = this.options;
    store.reportUndiscovered(stateAfter(failure), failure.message);
    if (!this.reachable) return;
    this.reachable = false;
    for (const { reflector } of this.running.values()) reflector.interrupt();
  }

  /** Starts what is missing and stops what is not wanted any more. */
  private reconcile(): void {
    const { served } = this;
    if (!served) return;
    const { store } = this.options;
    const wanted = new Set<string>();
    for (const kind of KIND_NAMES) {
      const apiVersion = served.get(kind);
      if (apiVersion === undefined) {
        this.markAbsent(kind);
        continue;
      }
      this.absent.delete(kind);
      for (const name of objectNames(kind, store.view)) {
        wanted.add(keyOf(kind, name));
        this.ensure(kind, name, apiVersion);
      }
    }
    for (const [key, { kind, name, stop }] of this.running) {
      if (wanted.has(key)) continue;
      stop.abort();
      this.running.delete(key);
      if (name !== '') store.removePart(kind, name);
    }
  }

  private markAbsent(kind: Kind): void {
    if (this.absent.has(kind)) return;
    this.absent.add(kind);
    const part = this.options.store.part(kind, '');
    part.replace([], []);
    part.report('not-installed');
  }

  private ensure<K extends Kind>(
    kind: K,
    name: string,
    apiVersion: string,
  ): void {
    const key = keyOf(kind, name);
    const known = this.running.get(key);
    if (known?.apiVersion === apiVersion) return;
    known?.stop.abort();
    const { server, store, clock, random } = this.options;
    const { plural, labelSelector } = kindRow(kind);
    const sink = store.part(kind, name);
    const reflector = Reflector.create({
      client: resourceClient({
        server,
        path: resourcePath({ apiVersion, plural }),
        labelSelector,
        fieldSelector: name === '' ? undefined : `metadata.name=${name}`,
      }),
      decode: DECODERS[kind],
      sink,
      gate: this.gate,
      clock,
      random,
    });
    const stop = new AbortController();
    const running = { kind, name, apiVersion, stop, reflector, may: true };
    this.running.set(key, running);
    sink.report('syncing');
    void reflector.run(stop.signal).then(() => {
      if (this.running.get(key) === running) this.running.delete(key);
    });
  }
}

function keyOf(kind: Kind, name: string): string {
  return `${kind} ${name}`;
}

function between(
  range: { readonly shortest: number; readonly longest: number },
  fraction: number,
): number {
  return range.shortest + fraction * (range.longest - range.shortest);
}
