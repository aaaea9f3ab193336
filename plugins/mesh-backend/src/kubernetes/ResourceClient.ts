import { ApiFailure } from './ApiFailure';
import { ApiPath } from './apiPath';
import { ApiServer } from './ApiServer';
import { jsonMember } from './jsonMember';
import { LineSplitter } from './LineSplitter';

/** API servers accept objects of at most 3 MiB, so no honest line of a watch is longer. */
const LONGEST_LINE = 3 * 1024 * 1024;

const LIST_MS = 60_000;
const WATCH_START_MS = 30_000;

/** Metadata of objects only, as a list. A server that does not know the form answers with whole objects. */
const METADATA_ONLY =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/** One page of a list. */
export interface ListPage {
  /** Version of the store that all pages of the list show. */
  readonly resourceVersion: string;
  /** Token of the next page; `undefined` on the last one. */
  readonly next: string | undefined;
  readonly items: readonly unknown[];
}

/** Which page. */
export interface PageRequest {
  /** Objects in a page; `undefined` for all in one. */
  readonly limit: number | undefined;
  /** Token from the page before. */
  readonly continue: string | undefined;
  /** Only metadata of the objects is needed. */
  readonly metadataOnly?: boolean;
}

/**
 * Lists and watches one resource of one cluster. Rejects with {@link ApiFailure}; the stream of a watch, too, throws
 * nothing else. This is all that a {@link Reflector} knows of the network.
 */
export interface ResourceClient {
  page(request: PageRequest, signal: AbortSignal): Promise<ListPage>;
  /** Resolves as soon as the server has agreed; then yields the lines of the stream until the server ends it. */
  watch(
    resourceVersion: string,
    timeoutSeconds: number,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Buffer>>;
}

/** What {@link resourceClient} is made from. */
export interface ResourceClientOptions {
  readonly server: ApiServer;
  readonly path: ApiPath;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** The client of one resource of an API server. */
export function resourceClient(options: ResourceClientOptions): ResourceClient {
  const { server, path, labelSelector, fieldSelector } = options;
  return {
    async page(request, signal) {
      const answer = await server.send({
        method: 'GET',
        path,
        query: {
          labelSelector,
          fieldSelector,
          limit: request.limit?.toString(),
          continue: request.continue,
        },
        headers: request.metadataOnly ? { accept: METADATA_ONLY } : {},
        signal,
        deadlineMs: LIST_MS,
      });
      return parsePage(answer.text);
    },

    async watch(resourceVersion, timeoutSeconds, signal) {
      const stream = await server.stream({
        method: 'GET',
        path,
        query: {
          labelSelector,
          fieldSelector,
          watch: 'true',
          allowWatchBookmarks: 'true',
          resourceVersion,
          timeoutSeconds: timeoutSeconds.toString(),
        },
        signal,
        deadlineMs: WATCH_START_MS,
      });
      return linesOf(stream);
    },
  };
}

function parsePage(text: string): ListPage {
  const body: unknown = parsed(text);
  const metadata = jsonMember(body, 'metadata');
  const resourceVersion = jsonMember(metadata, 'resourceVersion');
  const next = jsonMember(metadata, 'continue');
  // Go writes an empty list as null.
  const items = jsonMember(body, 'items') ?? [];
  if (typeof resourceVersion !== 'string' || !Array.isArray(items)) {
    throw new ApiFailure('misbehaving', 'the answer to a list is no list');
  }
  return {
    resourceVersion,
    next: typeof next === 'string' && next !== '' ? next : undefined,
    items,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiFailure('misbehaving', 'the answer to a list is not JSON');
  }
}

async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const splitter = new LineSplitter(LONGEST_LINE);
  for await (const chunk of stream) {
    yield* splitter.push(chunk);
    if (splitter.overflow) {
      throw new ApiFailure(
        'misbehaving',
        'a line of a watch is longer than the limit of 3 MiB',
      );
    }
  }
  if (splitter.rest > 0) {
    throw new ApiFailure(
      'unreachable',
      'a watch ended in the middle of a line',
    );
  }
}
