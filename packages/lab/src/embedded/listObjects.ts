import type { ApiCall } from './ApiCall';
import { ApiObject, isMap, JsonMap } from './apiObject';
import { ListOptions, parseListOptions, parseVersion } from './listOptions';
import { viewList } from './objectView';
import type { ObjectStore } from './ObjectStore';
import { tableOf } from './ResourceType';
import { selectionOf } from './selection';
import { badRequest, expired, StatusError } from './statusError';

/** How long the server waits for a resourceVersion it has not reached, in ms. */
const PATIENCE_MS = 3_000;

type Entry = readonly [key: string, object: ApiObject];

/** Where a page begins. */
interface Place {
  /** Version of the whole list; undefined for the present state, whatever it is. */
  readonly version?: number;
  /** Only keys after this one. */
  readonly after: string;
}

/** GET of a collection: one page of it. */
export async function listObjects(call: ApiCall): Promise<JsonMap> {
  const options = parseListOptions(call.query, false);
  const { store } = call.state;
  const place = options.continueToken
    ? placeOf(options.continueToken)
    : await placeOfVersion(store, options);
  const table = tableOf(call.type);
  const version = place.version ?? store.version;
  const state =
    place.version === undefined || place.version === store.version
      ? store.list(table)
      : store.listAt(table, version);
  if (!state) {
    throw options.continueToken ? tooOldToContinue(place) : tooOld();
  }
  const selection = selectionOf(call);
  const rest = state.filter(
    ([key, object]) => key > place.after && selection.matches(object),
  );
  const page = options.limit > 0 ? rest.slice(0, options.limit) : rest;
  return viewList(
    call,
    page.map(([, object]) => object),
    listMetadata(version, page, rest.length - page.length, selection.narrowed),
  );
}

/** The objects a request selects, as they are now. */
export function selectedObjects(call: ApiCall): readonly ApiObject[] {
  const selection = selectionOf(call);
  return call.state.store
    .list(tableOf(call.type))
    .map(([, object]) => object)
    .filter(object => selection.matches(object));
}

function listMetadata(
  version: number,
  page: readonly Entry[],
  remaining: number,
  narrowed: boolean,
): JsonMap {
  const last = page.at(-1);
  return {
    resourceVersion: String(version),
    ...(remaining > 0 &&
      last && { continue: tokenOf({ version, after: last[0] }) }),
    // How many match a selector is not counted.
    ...(remaining > 0 && !narrowed && { remainingItemCount: remaining }),
  };
}

async function placeOfVersion(
  store: ObjectStore,
  options: ListOptions,
): Promise<Place> {
  const { resourceVersion, match, limit } = options;
  if (resourceVersion === '' || resourceVersion === '0') {
    return { after: '' };
  }
  const version = parseVersion(resourceVersion);
  if (version === undefined) {
    throw badRequest(
      `invalid resource version: resourceVersion: Invalid value: ${JSON.stringify(
        resourceVersion,
      )}: strconv.ParseUint: parsing ${JSON.stringify(
        resourceVersion,
      )}: invalid syntax`,
    );
  }
  await reached(store, version);
  // A limit without a match means exactly that version, which is older than the parameter.
  const exact = match === 'Exact' || (match === '' && limit > 0);
  return exact ? { version, after: '' } : { after: '' };
}

/** Waits until the store has reached a version; 504 when it does not. */
async function reached(store: ObjectStore, version: number): Promise<void> {
  if (version <= store.version) {
    return;
  }
  const signal = AbortSignal.timeout(PATIENCE_MS);
  await new Promise<void>(resolve => {
    signal.addEventListener('abort', () => resolve());
    store.subscribe(() => store.version >= version && resolve(), signal);
  });
  if (version > store.version) {
    const message = `Too large resource version: ${version}, current: ${store.version}`;
    throw new StatusError({
      code: 504,
      reason: 'Timeout',
      message: `Timeout: ${message}`,
      details: {
        causes: [
          {
            reason: 'ResourceVersionTooLarge',
            message: 'Too large resource version',
          },
        ],
        retryAfterSeconds: 1,
      },
    });
  }
}

function tokenOf({ version, after }: Place): string {
  const token = { v: 'meta.k8s.io/v1', rv: version ?? -1, start: after };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function placeOf(token: string): Place {
  try {
    const value: unknown = JSON.parse(
      Buffer.from(token, 'base64url').toString(),
    );
    if (isToken(value) && Number.isInteger(value.rv)) {
      return value.rv < 0
        ? { after: value.start }
        : { version: value.rv, after: value.start };
    }
  } catch {
    // answered below
  }
  throw badRequest(
    `invalid continue token: ${JSON.stringify(
      token,
    )} is not a token of this server`,
  );
}

function isToken(value: unknown): value is { rv: number; start: string } {
  return (
    isMap(value as JsonMap) &&
    typeof (value as JsonMap).rv === 'number' &&
    typeof (value as JsonMap).start === 'string'
  );
}

function tooOld(): StatusError {
  return expired('The resourceVersion for the provided list is too old.');
}

/** A page of a list that is too old to be continued comes with a token that goes on in the present, with a gap. */
function tooOldToContinue({ after }: Place): StatusError {
  return expired(
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    tokenOf({ after }),
  );
}
