import { badRequest, invalidOptions, StatusError } from './statusError';

/** Which state a list or watch asks for. */
export interface ListOptions {
  readonly limit: number;
  readonly continueToken: string;
  /** Empty for the newest state, `0` for any. */
  readonly resourceVersion: string;
  readonly match: '' | 'Exact' | 'NotOlderThan';
  readonly sendInitialEvents?: boolean;
  readonly allowWatchBookmarks: boolean;
  /** Seconds until the server ends the watch. */
  readonly timeoutSeconds?: number;
}

const MATCHES: readonly string[] = ['', 'Exact', 'NotOlderThan'];

/** Reads and checks the options, with the texts of the real server. */
export function parseListOptions(
  query: URLSearchParams,
  watch: boolean,
): ListOptions {
  const match = query.get('resourceVersionMatch') ?? '';
  const resourceVersion = query.get('resourceVersion') ?? '';
  const continueToken = query.get('continue') ?? '';
  const initial = query.get('sendInitialEvents');
  const refuse = problem({
    match,
    resourceVersion,
    continueToken,
    initial,
    watch,
  });
  if (refuse) {
    throw refuse;
  }
  const timeout = Number(query.get('timeoutSeconds') ?? 0);
  return {
    limit: wholeNumber(query, 'limit'),
    continueToken,
    resourceVersion,
    match: match as ListOptions['match'],
    ...(initial !== null && { sendInitialEvents: isTrue(initial) }),
    allowWatchBookmarks: isTrue(query.get('allowWatchBookmarks')),
    ...(timeout > 0 && { timeoutSeconds: timeout }),
  };
}

/** Whether a query parameter says yes. */
export function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}

function problem(options: {
  readonly match: string;
  readonly resourceVersion: string;
  readonly continueToken: string;
  readonly initial: string | null;
  readonly watch: boolean;
}): StatusError | undefined {
  const { match, resourceVersion, continueToken, initial, watch } = options;
  if (!MATCHES.includes(match)) {
    return invalidOptions(
      'ListOptions',
      'resourceVersionMatch',
      'FieldValueNotSupported',
      `Unsupported value: ${JSON.stringify(
        match,
      )}: supported values: "Exact", "NotOlderThan", ""`,
    );
  }
  if (watch) {
    if (initial !== null && match !== 'NotOlderThan') {
      return forbidden(
        'resourceVersionMatch',
        'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      );
    }
    return initial === null && match !== ''
      ? forbidden(
          'resourceVersionMatch',
          'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
        )
      : undefined;
  }
  if (initial !== null) {
    return forbidden(
      'sendInitialEvents',
      'sendInitialEvents is forbidden for list',
    );
  }
  if (continueToken && resourceVersion && resourceVersion !== '0') {
    return badRequest(
      'specifying resource version is not allowed when using continue',
    );
  }
  if (match && continueToken) {
    return forbidden(
      'resourceVersionMatch',
      'resourceVersionMatch is forbidden when continue is provided',
    );
  }
  if (match && !resourceVersion) {
    return forbidden(
      'resourceVersionMatch',
      'resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  return match === 'Exact' && resourceVersion === '0'
    ? forbidden(
        'resourceVersionMatch',
        'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
      )
    : undefined;
}

function forbidden(field: string, message: string): StatusError {
  return invalidOptions(
    'ListOptions',
    field,
    'FieldValueForbidden',
    `Forbidden: ${message}`,
  );
}

function wholeNumber(query: URLSearchParams, name: string): number {
  const text = query.get(name) || '0';
  if (!/^\d+$/.test(text)) {
    throw badRequest(
      `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  return Number(text);
}

/** Reads a resourceVersion. */
export function parseVersion(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
