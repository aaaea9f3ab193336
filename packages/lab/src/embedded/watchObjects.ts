import { setTimeout as delay } from 'node:timers/promises';
import type { ApiCall } from './ApiCall';
import { ApiObject, JsonMap } from './apiObject';
import { ListOptions, parseListOptions, parseVersion } from './listOptions';
import { viewObject } from './objectView';
import type { StoreEvent } from './ObjectStore';
import { apiVersionOf, tableOf } from './ResourceType';
import { Selection, selectionOf } from './selection';
import { expired, StatusError } from './statusError';

/** Time between bookmarks, and between the last one and the end of a watch, in ms. */
const BOOKMARK_MS = 60_000;
const LAST_BOOKMARK_MS = 2_000;
/** A watch without `timeoutSeconds` ends after this long, up to twice as long. */
const DEFAULT_TIMEOUT_MS = 1_800_000;
const CRDS = 'customresourcedefinitions.apiextensions.k8s.io';
/** How long a watch outlives the definition of its kind, in ms. */
const AFTER_CRD_MS = 1_000;

/** Where the events of a watch go. */
export interface EventSink {
  /** One JSON line. */
  write(line: string): void;
  /** Ends the answer. */
  end(): void;
  /** Aborts when the client is gone or the server ends all watches. */
  readonly signal: AbortSignal;
}

/** A watch that may begin: its options and rights have been checked. */
export type Watch = (sink: EventSink) => void;

/** GET of a collection with `watch=1`. Throws what is answered with a plain error; what comes later is told in the stream. */
export function watchObjects(call: ApiCall): Watch {
  const options = parseListOptions(call.query, true);
  const selection = selectionOf(call);
  const { resourceVersion } = options;
  const after = parseVersion(resourceVersion || '0');
  if (after === undefined) {
    throw new StatusError({
      code: 500,
      message: `resourceVersion: Invalid value: ${JSON.stringify(
        resourceVersion,
      )}: strconv.ParseUint: parsing ${JSON.stringify(
        resourceVersion,
      )}: invalid syntax`,
    });
  }
  return sink => new OpenWatch({ call, options, selection, sink }).start(after);
}

interface OpenWatchOptions {
  readonly call: ApiCall;
  readonly options: ListOptions;
  readonly selection: Selection;
  readonly sink: EventSink;
}

/** A stream of events. Rights are not checked again while it is open: the real server does not either. */
class OpenWatch {
  readonly #call: ApiCall;
  readonly #options: ListOptions;
  readonly #selection: Selection;
  readonly #sink: EventSink;
  readonly #table: string;

  constructor({ call, options, selection, sink }: OpenWatchOptions) {
    this.#call = call;
    this.#options = options;
    this.#selection = selection;
    this.#sink = sink;
    this.#table = tableOf(call.type);
  }

  start(after: number): void {
    const { store } = this.#call.state;
    const { sendInitialEvents, allowWatchBookmarks } = this.#options;
    const initial = sendInitialEvents ?? after === 0;
    const missed =
      initial || after === 0 ? [] : store.eventsAfter(this.#table, after);
    if (!missed) {
      const error = expired(
        `too old resource version: ${after} (${store.version})`,
      );
      this.#send('ERROR', error.toStatus());
      this.#sink.end();
      return;
    }
    if (initial) {
      for (const [, object] of store.list(this.#table)) {
        if (this.#selection.matches(object)) {
          this.#send('ADDED', viewObject(this.#call, object));
        }
      }
      if (allowWatchBookmarks) {
        this.#bookmark({ 'k8s.io/initial-events-end': 'true' });
      }
    }
    missed.forEach(event => this.#forward(event));
    // A version from the future is never reached before the watch ends: what happens meanwhile is not told.
    store.subscribe(
      event => event.version > after && this.#receive(event),
      this.#sink.signal,
    );
    this.#startTimers();
  }

  #receive(event: StoreEvent): void {
    if (event.table === this.#table) {
      this.#forward(event);
    } else if (
      event.table === CRDS &&
      event.type === 'DELETED' &&
      event.object.metadata.name === this.#table
    ) {
      this.#after(AFTER_CRD_MS, () => this.#sink.end());
    }
  }

  /** An object that begins or ceases to match the selection comes or goes, whatever happened to it. */
  #forward(event: StoreEvent): void {
    const is =
      event.type !== 'DELETED' && this.#selection.matches(event.object);
    const was =
      event.previous !== undefined && this.#selection.matches(event.previous);
    if (is) {
      this.#send(
        was ? 'MODIFIED' : 'ADDED',
        viewObject(this.#call, event.object),
      );
    } else if (was && event.previous) {
      this.#send('DELETED', viewObject(this.#call, lastState(event)));
    }
  }

  #startTimers(): void {
    const { timeoutSeconds, allowWatchBookmarks } = this.#options;
    const lifetime = timeoutSeconds
      ? timeoutSeconds * 1000
      : DEFAULT_TIMEOUT_MS * (1 + Math.random());
    this.#after(lifetime, () => this.#sink.end());
    if (!allowWatchBookmarks) {
      return;
    }
    const last = lifetime - LAST_BOOKMARK_MS;
    if (last > 0) {
      this.#after(last, () => this.#bookmark());
    }
    const repeat = () => {
      this.#bookmark();
      this.#after(BOOKMARK_MS, repeat);
    };
    this.#after(BOOKMARK_MS, repeat);
  }

  #after(milliseconds: number, action: () => void): void {
    delay(milliseconds, undefined, {
      signal: this.#sink.signal,
      ref: false,
    }).then(
      action,
      () => {}, // the watch ended before
    );
  }

  #bookmark(annotations?: Record<string, string>): void {
    const { type, request, state, metadataOnly } = this.#call;
    this.#send('BOOKMARK', {
      kind: metadataOnly ? 'PartialObjectMetadata' : type.kind,
      apiVersion: metadataOnly
        ? 'meta.k8s.io/v1'
        : apiVersionOf(type, request.version),
      metadata: {
        resourceVersion: String(state.store.version),
        ...(annotations && { annotations }),
      },
    });
  }

  #send(type: string, object: JsonMap): void {
    if (!this.#sink.signal.aborted) {
      this.#sink.write(`${JSON.stringify({ type, object })}\n`);
    }
  }
}

/** What a watcher sees of an object that left its selection: how it was, with the version at which it left. */
function lastState({ type, object, previous }: StoreEvent): ApiObject {
  if (type === 'DELETED' || !previous) {
    return object;
  }
  const { resourceVersion } = object.metadata;
  return { ...previous, metadata: { ...previous.metadata, resourceVersion } };
}
