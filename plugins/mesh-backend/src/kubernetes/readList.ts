import { ApiFailure } from './ApiFailure';
import { Backoff } from './Backoff';
import { Clock } from '../Clock';
import { PageRequest, ResourceClient } from './ResourceClient';

const PAGE = 500;
const MOST_PAGES = 5_000;
const ATTEMPTS = 3;

/** A complete list. */
export interface CompleteList {
  readonly resourceVersion: string;
  readonly items: number;
}

/** How a list is read. */
export interface ReadListOptions {
  readonly client: ResourceClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly metadataOnly?: boolean;
  /** Called before the first item, and again when the list has to be started over. */
  readonly begin: () => void;
  readonly item: (object: unknown) => void;
}

/**
 * Reads a list in pages (contract R5). A page that fails is asked for again; when the continue token has become too old,
 * the list starts over, at last as one page. Rejects with {@link ApiFailure} when the list is not complete.
 */
export async function readList(
  options: ReadListOptions,
  signal: AbortSignal,
): Promise<CompleteList> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const limit = attempt < ATTEMPTS ? PAGE : undefined;
      return await readPages(options, limit, signal);
    } catch (error) {
      const expired = error instanceof ApiFailure && error.code === 'expired';
      if (!expired || attempt === ATTEMPTS) throw error;
    }
  }
}

async function readPages(
  options: ReadListOptions,
  limit: number | undefined,
  signal: AbortSignal,
): Promise<CompleteList> {
  options.begin();
  const { metadataOnly } = options;
  let items = 0;
  let token: string | undefined;
  for (let pages = 1; pages <= MOST_PAGES; pages += 1) {
    const request = { limit, continue: token, metadataOnly };
    const page = await readPage(options, request, signal);
    for (const item of page.items) options.item(item);
    items += page.items.length;
    if (page.next === undefined) {
      return { resourceVersion: page.resourceVersion, items };
    }
    if (page.next === token) break;
    token = page.next;
  }
  throw new ApiFailure('misbehaving', 'a list has no end');
}

async function readPage(
  { client, clock, random }: ReadListOptions,
  request: PageRequest,
  signal: AbortSignal,
) {
  const backoff = new Backoff(random);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.page(request, signal);
    } catch (error) {
      // The first page has nothing to lose; whoever asked waits longer and longer.
      const worthIt = request.continue !== undefined && attempt < ATTEMPTS;
      const passing =
        error instanceof ApiFailure &&
        (error.code === 'unreachable' || error.code === 'throttled');
      if (!worthIt || !passing || signal.aborted) throw error;
      await clock.wait(backoff.next({ atLeastMs: error.retryAfterMs }), signal);
    }
  }
}
