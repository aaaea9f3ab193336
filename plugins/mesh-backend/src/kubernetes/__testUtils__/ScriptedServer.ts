import { ApiFailure } from '../ApiFailure';
import { ListPage, PageRequest, ResourceClient } from '../ResourceClient';

/** An object as the scripted server holds it. */
export interface ServedObject {
  readonly metadata: {
    readonly namespace?: string;
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly labels?: Record<string, string>;
  };
}

/** What happens to the next request or stream instead of what should. */
export type Fault =
  /** The next list or watch is answered with a failure. */
  | {
      readonly code: 'refuse list' | 'refuse watch';
      readonly failure: ApiFailure;
    }
  /** Lines in an open stream. */
  | { readonly code: 'send'; readonly line: string }
  | { readonly code: 'break' | 'close' | 'go silent' }
  /** History is forgotten: watches and continue tokens from before are too old. */
  | { readonly code: 'expire' };

interface Stream {
  readonly lines: Buffer[];
  at: number;
  state: 'open' | 'closed' | 'broken' | 'silent';
  notify: () => void;
}

/** One resource of an API server, with real semantics and faults on demand. */
export class ScriptedServer implements ResourceClient {
  readonly objects = new Map<string, ServedObject>();
  /** Requests so far. */
  readonly lists: PageRequest[] = [];
  readonly watches: string[] = [];
  /** Objects in a page, whatever is asked for. */
  pageSize = 500;
  private version = 100;
  private oldest = 100;
  private readonly history: {
    readonly version: number;
    readonly line: string;
  }[] = [];
  private readonly streams = new Set<Stream>();
  private readonly refusedLists: ApiFailure[] = [];
  private readonly refusedWatches: ApiFailure[] = [];
  private readonly continued = new Map<
    string,
    { readonly version: number; readonly rest: readonly ServedObject[] }
  >();
  private nextUid = 1;

  get resourceVersion(): string {
    return String(this.version);
  }

  get openStreams(): number {
    return [...this.streams].filter(s => s.state === 'open').length;
  }

  put(name: string, labels: Record<string, string> = {}): void {
    const known = this.objects.get(name);
    this.version += 1;
    const object: ServedObject = {
      metadata: {
        name,
        namespace: 'shop',
        uid: known?.metadata.uid ?? `uid-${this.nextUid++}`,
        resourceVersion: String(this.version),
        labels,
      },
    };
    this.objects.set(name, object);
    this.emit(known ? 'MODIFIED' : 'ADDED', object);
  }

  delete(name: string): void {
    const known = this.objects.get(name);
    if (!known) return;
    this.version += 1;
    this.objects.delete(name);
    this.emit('DELETED', {
      metadata: { ...known.metadata, resourceVersion: String(this.version) },
    });
  }

  /** Changes the store without telling the watchers, as a broken proxy would make it look. */
  changeUnseen(change: () => void): void {
    this.changeUnsent(change);
    this.history.length = 0;
  }

  /** Changes the store; open streams get a part of a line instead of the event, and new ones get the event. */
  changeGarbled(change: () => void): void {
    this.changeUnsent(change);
    this.send('{"type":');
  }

  bookmark(): void {
    const object = { metadata: { resourceVersion: this.resourceVersion } };
    this.send(JSON.stringify({ type: 'BOOKMARK', object }));
  }

  inject(fault: Fault): void {
    switch (fault.code) {
      case 'refuse list':
        this.refusedLists.push(fault.failure);
        break;
      case 'refuse watch':
        this.refusedWatches.push(fault.failure);
        break;
      case 'send':
        this.send(fault.line);
        break;
      case 'expire':
        this.version += 1;
        this.oldest = this.version;
        this.continued.clear();
        break;
      case 'break':
        this.setStreams('broken');
        break;
      case 'close':
        this.setStreams('closed');
        break;
      default:
        this.setStreams('silent');
    }
  }

  /** Drops faults that have not happened yet. */
  heal(): void {
    this.refusedLists.length = 0;
    this.refusedWatches.length = 0;
  }

  async page(request: PageRequest): Promise<ListPage> {
    this.lists.push(request);
    const refused = this.refusedLists.shift();
    if (refused) throw refused;
    const from = request.continue
      ? this.continued.get(request.continue)
      : { version: this.version, rest: [...this.objects.values()] };
    if (!from) {
      throw new ApiFailure('expired', 'continue is too old', { status: 410 });
    }
    const size =
      request.limit === undefined
        ? from.rest.length
        : Math.min(request.limit, this.pageSize);
    const rest = from.rest.slice(size);
    const next = rest.length > 0 ? `token-${this.lists.length}` : undefined;
    if (next) this.continued.set(next, { version: from.version, rest });
    return {
      resourceVersion: String(from.version),
      next,
      items: from.rest.slice(0, size),
    };
  }

  async watch(
    resourceVersion: string,
    _timeoutSeconds: number,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Buffer>> {
    this.watches.push(resourceVersion);
    const refused = this.refusedWatches.shift();
    if (refused) throw refused;
    const from = Number(resourceVersion);
    const stream: Stream = {
      lines: [],
      at: 0,
      state: 'open',
      notify: () => {},
    };
    if (from < this.oldest) {
      stream.lines.push(
        Buffer.from(
          '{"type":"ERROR","object":{"kind":"Status","code":410,"message":"too old resource version"}}',
        ),
      );
      stream.state = 'closed';
    } else {
      for (const { version, line } of this.history) {
        if (version > from) stream.lines.push(Buffer.from(line));
      }
    }
    this.streams.add(stream);
    return this.read(stream, signal);
  }

  private async *read(
    stream: Stream,
    signal: AbortSignal,
  ): AsyncGenerator<Buffer> {
    const aborted = () => stream.notify();
    signal.addEventListener('abort', aborted);
    try {
      for (;;) {
        if (signal.aborted) throw new Error('aborted');
        if (stream.state !== 'silent' && stream.at < stream.lines.length) {
          yield stream.lines[stream.at++];
          continue;
        }
        if (stream.state === 'closed') return;
        if (stream.state === 'broken') {
          throw new ApiFailure('unreachable', 'connection reset');
        }
        await new Promise<void>(resolve => {
          stream.notify = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', aborted);
      this.streams.delete(stream);
    }
  }

  private changeUnsent(change: () => void): void {
    const open = [...this.streams];
    this.streams.clear();
    change();
    for (const stream of open) this.streams.add(stream);
  }

  private emit(type: string, object: ServedObject): void {
    const line = JSON.stringify({ type, object });
    this.history.push({ version: this.version, line });
    this.send(line);
  }

  private send(line: string): void {
    for (const stream of this.streams) {
      if (stream.state !== 'open') continue;
      stream.lines.push(Buffer.from(line));
      stream.notify();
    }
  }

  private setStreams(state: Stream['state']): void {
    for (const stream of this.streams) {
      if (stream.state === 'open') stream.state = state;
      stream.notify();
    }
  }
}
