import {
  Decoder,
  ObjectRecord,
  Unreadable,
} from '@meshwise/backstage-plugin-mesh-common';
import { RecordSink } from '../store/RecordSink';
import { ApiFailure, ApiFailureCode } from './ApiFailure';
import { Backoff } from './Backoff';
import { Clock } from '../Clock';
import { connectionFailure } from './connectionFailure';
import { ListGate } from './ListGate';
import { ListedVersions, ObjectVersions } from './ObjectVersions';
import { readList } from './readList';
import { ResourceClient } from './ResourceClient';
import { Silence } from './Silence';
import { stateAfter } from './stateAfter';
import { verifyCopy } from './verifyCopy';
import { identityOf, parseWatchEvent, WatchEvent } from './watchEvent';

/*
 * Keeps a copy of one resource of one cluster, and knows how good the copy is.
 *
 * List, then watch from the list's version, for ever. What can go wrong on the way is told apart by one question: may
 * something have been missed?
 *   no:  the stream ended, the connection broke, the server is restarting or refuses the credential. The watch goes on
 *        from the last version seen.
 *   yes: a line could not be read, the version is too old, the server gives errors for it. The list is made again.
 * Losses that nobody reports, such as a proxy that swallows an event, are found by comparing the copy with the versions
 * of a fresh list every ten minutes, while the watch goes on.
 *
 * The contract and what other clients do wrong: security and faults 1.6, R1 to R9.
 */

const WATCH_SECONDS = { shortest: 300, longest: 600 };
const VERIFY_MS = { shortest: 480_000, longest: 720_000 };
/** A watch that ends sooner and brought nothing is a failure in disguise. */
const TOO_SHORT_MS = 1_000;
/** So many attempts in a row without a line, though the server was there, say that the version itself is the problem. */
const FRUITLESS_ATTEMPTS = 2;

/** Failures that concern the kind and not the connection: a list decides what they mean. */
const KIND_FAILURES: ReadonlySet<ApiFailureCode> = new Set([
  'forbidden',
  'not-found',
  'misbehaving',
  'refused',
]);

/** What a {@link Reflector} is made from. */
export interface ReflectorOptions<R extends ObjectRecord> {
  readonly client: ResourceClient;
  readonly decode: Decoder<R>;
  readonly sink: RecordSink<R>;
  /** Shared by all reflectors of the cluster. */
  readonly gate: ListGate;
  readonly clock: Clock;
  /** Numbers in [0, 1), for jitter. */
  readonly random: () => number;
}

/** How a watch ended. `streamed` tells that the server had agreed to it. */
type WatchEnd =
  | { readonly code: 'closed' | 'interrupted' | 'relist' }
  | {
      readonly code: 'failed';
      readonly failure: ApiFailure;
      readonly streamed: boolean;
    };

/** One resource of one cluster, listed and watched until it is stopped. */
export class Reflector<R extends ObjectRecord> {
  static create<R extends ObjectRecord>(
    options: ReflectorOptions<R>,
  ): Reflector<R> {
    return new Reflector(options);
  }

  private readonly versions = new ObjectVersions();
  private readonly backoff: Backoff;
  private readonly silence: Silence;
  private relistWanted = false;
  /** Good lines of the current watch. */
  private lines = 0;
  /** Lists in a row that were outdated before a single good line came. */
  private vainLists = 0;
  private attempt: AbortController | undefined;
  private nap: AbortController | undefined;

  private constructor(private readonly options: ReflectorOptions<R>) {
    this.backoff = new Backoff(options.random);
    this.silence = new Silence(options.clock);
  }

  /** Resolves when the signal aborts, or when the cluster says that it does not serve the resource. Never rejects. */
  async run(signal: AbortSignal): Promise<'stopped' | 'not-installed'> {
    while (!signal.aborted) {
      try {
        await this.list(signal);
        await this.follow(signal);
        this.vainLists += 1;
        if (this.vainLists > 1) await this.pause(signal);
      } catch (error) {
        if (signal.aborted) break;
        const failure = connectionFailure(error);
        this.fail(failure);
        if (failure.code === 'not-found') return 'not-installed';
        await this.pause(signal, failure);
      }
    }
    return 'stopped';
  }

  /** Makes the watch prove that it is alive by connecting again. For when something else says that the cluster is gone. */
  interrupt(): void {
    this.attempt?.abort();
  }

  /** Ends a pause after a failure early. For when something else says that the cluster is back. */
  wake(): void {
    this.nap?.abort();
  }

  private async list(signal: AbortSignal): Promise<void> {
    const { client, clock, random, decode, sink, gate } = this.options;
    let records: R[] = [];
    let unreadable: Unreadable[] = [];
    let listed = new ListedVersions();
    const read = () =>
      readList(
        {
          client,
          clock,
          random,
          begin() {
            records = [];
            unreadable = [];
            listed = new ListedVersions();
          },
          item(object) {
            listed.add(identityOf(object));
            const decoded = decode(object);
            if (decoded.code === 'decoded') records.push(decoded.record);
            else unreadable.push(decoded);
          },
        },
        signal,
      );
    const { resourceVersion } = await gate.run(read, signal);
    this.versions.replace(listed, resourceVersion);
    this.relistWanted = false;
    sink.replace(records, unreadable);
    sink.listed();
    sink.report('synced');
  }

  /** Watches until the list must be made again. Rejects with failures that a list would meet, too. */
  private async follow(signal: AbortSignal): Promise<void> {
    const verifying = new AbortController();
    void this.verifyAgainAndAgain(verifying.signal);
    let fruitless = 0;
    try {
      while (!signal.aborted && !this.relistWanted) {
        const began = this.options.clock.elapsed();
        this.lines = 0;
        const end = await this.watch(signal);
        if (end.code === 'relist' || signal.aborted) return;
        if (end.code === 'interrupted') continue;
        if (this.lines > 0) fruitless = 0;
        const lasted = this.options.clock.elapsed() - began;
        if (end.code === 'closed' && lasted >= TOO_SHORT_MS) continue;
        const failure = end.code === 'failed' ? end.failure : undefined;
        if (failure?.code === 'expired') return;
        if (failure && KIND_FAILURES.has(failure.code)) throw failure;
        const unanswered = end.code === 'failed' && !end.streamed;
        if (!unanswered || failure?.status === 500) fruitless += 1;
        if (fruitless >= FRUITLESS_ATTEMPTS && this.lines === 0) return;
        await this.pause(signal, failure);
      }
    } finally {
      verifying.abort();
    }
  }

  /** One watch, from the last version to its end. Never rejects. */
  private async watch(signal: AbortSignal): Promise<WatchEnd> {
    const { client, random, sink } = this.options;
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    this.attempt = attempt;
    const silence = this.silence.limit(attempt);
    let streamed = false;
    try {
      const seconds = Math.round(between(WATCH_SECONDS, random()));
      const lines = await client.watch(
        this.versions.version,
        seconds,
        attempt.signal,
      );
      streamed = true;
      sink.report('synced');
      for await (const line of lines) {
        if (attempt.signal.aborted) break;
        this.silence.heard();
        const end = this.take(parseWatchEvent(line));
        if (end) return end;
        this.lines += 1;
        this.vainLists = 0;
        this.backoff.reset();
      }
      if (!attempt.signal.aborted) return { code: 'closed' };
      throw attempt.signal.reason;
    } catch (error) {
      const silent = silence.failure();
      if (attempt.signal.aborted && !silent) return { code: 'interrupted' };
      const failure = silent ?? connectionFailure(error);
      if (streamed && failure.code === 'misbehaving') {
        this.fail(failure);
        return { code: 'relist' };
      }
      // A stream that breaks is worth a second try before anybody is told; a connection that cannot be made is not.
      const known =
        failure.code === 'expired' || KIND_FAILURES.has(failure.code);
      if (!streamed && !known) this.fail(failure);
      return { code: 'failed', failure, streamed };
    } finally {
      signal.removeEventListener('abort', abort);
      abort();
    }
  }

  /** Takes one event over. The answer is why the watch must end, if it must. */
  private take(event: WatchEvent): WatchEnd | undefined {
    const { decode, sink } = this.options;
    switch (event.code) {
      case 'bookmark':
        this.versions.reach(event.resourceVersion);
        this.silence.heardBookmark();
        sink.seen();
        return undefined;
      case 'upsert': {
        const reborn = this.versions.upsert(event.identity);
        if (reborn) sink.change({ remove: [event.identity] });
        const decoded = decode(event.object);
        if (decoded.code === 'decoded') {
          sink.change({ upsert: [decoded.record] });
        } else sink.change({ unreadable: [decoded] });
        return undefined;
      }
      case 'delete':
        this.versions.remove(event.identity);
        sink.change({ remove: [event.identity] });
        return undefined;
      case 'error':
        return {
          code: 'failed',
          failure: new ApiFailure(
            event.status === 410 ? 'expired' : 'unreachable',
            `the API server ended a watch: ${event.message}`,
            { status: event.status },
          ),
          streamed: true,
        };
      default:
        sink.report(
          'misbehaving',
          'a line of a watch could not be read, so the kind is listed again',
        );
        return { code: 'relist' };
    }
  }

  private async verifyAgainAndAgain(signal: AbortSignal): Promise<void> {
    const { clock, random, sink } = this.options;
    for (;;) {
      await clock.wait(between(VERIFY_MS, random()), signal);
      if (signal.aborted) return;
      const { versions } = this;
      const result = await verifyCopy(
        { ...this.options, versions },
        signal,
      ).catch(connectionFailure);
      if (signal.aborted) return;
      if (result.code === 'equal') sink.listed();
      if (result.code === 'diverged') sink.diverged(result.objects);
      // A right that was taken away is not felt by an open watch.
      if (
        result.code === 'diverged' ||
        result.code === 'behind' ||
        result.code === 'forbidden'
      ) {
        this.relistWanted = true;
        this.attempt?.abort();
        this.wake();
        return;
      }
    }
  }

  private fail(failure: ApiFailure): void {
    const { sink } = this.options;
    if (failure.code === 'forbidden' || failure.code === 'not-found') {
      this.versions.clear();
      sink.replace([], []);
    }
    sink.report(stateAfter(failure), failure.message);
  }

  private async pause(
    signal: AbortSignal,
    failure?: ApiFailure,
  ): Promise<void> {
    const nap = new AbortController();
    const abort = () => nap.abort();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    this.nap = nap;
    const wait = this.backoff.next({
      unauthorized: failure?.code === 'unauthorized',
      atLeastMs: failure?.retryAfterMs,
    });
    await this.options.clock.wait(wait, nap.signal);
    signal.removeEventListener('abort', abort);
    this.nap = undefined;
  }
}

function between(
  range: { readonly shortest: number; readonly longest: number },
  fraction: number,
): number {
  return range.shortest + fraction * (range.longest - range.shortest);
}
