import { isDeepStrictEqual } from 'node:util';
import { Json, RecordedProxy } from './recordedProxy';

/** One point in which an answer is not what Istio gave. */
export interface Difference {
  /** Where, e.g. `clusters["outbound|80||cart.shop.svc.cluster.local"]`. */
  readonly place: string;
  /** Name of the field, by which the rule that answered is found. */
  readonly field: string;
  readonly recorded: Json | undefined;
  readonly computed: Json | undefined;
}

/** Compares the answer for a proxy with the recorded one as the recordings' own page asks for. */
export function differences(
  recorded: RecordedProxy,
  computed: RecordedProxy,
): readonly Difference[] {
  const keys = new Set([...Object.keys(recorded), ...Object.keys(computed)]);
  return [...keys].flatMap(key =>
    differencesOf(key, recorded[key], computed[key]),
  );
}

function differencesOf(
  field: string,
  recorded: Json | undefined,
  computed: Json | undefined,
): readonly Difference[] {
  switch (field) {
    case 'clusters':
      return byName(recorded, computed, field, clusterDifferences);
    case 'passthrough':
      return byName(recorded, computed, field, endpointDifferences);
    case 'routes':
    case 'tcp':
    case 'inbound':
    case 'services':
    case 'workloads':
      return byName(recorded, computed, field, (place, a, b) =>
        plain(place, field, a, b),
      );
    default:
      return plain(field, field, recorded, computed);
  }
}

type Comparison = (
  place: string,
  recorded: Json,
  computed: Json,
) => readonly Difference[];

/** Names first: one that is missing or one too many is an error of its own. */
function byName(
  recorded: Json | undefined,
  computed: Json | undefined,
  field: string,
  compare: Comparison,
): readonly Difference[] {
  const a = members(recorded);
  const b = members(computed);
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  return names.flatMap(name => {
    const place = `${field}["${name}"]`;
    const left = a.get(name);
    const right = b.get(name);
    return left === undefined || right === undefined
      ? [{ place, field, recorded: left, computed: right }]
      : compare(place, left, right);
  });
}

function clusterDifferences(
  place: string,
  recorded: Json,
  computed: Json,
): readonly Difference[] {
  const a = members(recorded);
  const b = members(computed);
  return [...new Set([...a.keys(), ...b.keys()])].flatMap(field =>
    field === 'endpoints'
      ? endpointDifferences(place, a.get(field) ?? [], b.get(field) ?? [])
      : plain(`${place}.${field}`, field, a.get(field), b.get(field)),
  );
}

/** Endpoints as a set by address, port, locality and priority; an address that is given twice is there twice. */
function endpointDifferences(
  place: string,
  recorded: Json,
  computed: Json,
): readonly Difference[] {
  const a = byKey(recorded);
  const b = byKey(computed);
  const keys = [...new Set([...a.keys(), ...b.keys()])].sort();
  return keys.flatMap(key => {
    const left = a.get(key) ?? [];
    const right = b.get(key) ?? [];
    const at = `${place}.endpoints[${key}]`;
    if (left.length !== right.length)
      return [
        {
          place: at,
          field: 'endpoints',
          recorded: left.length,
          computed: right.length,
        },
      ];
    return left.flatMap((endpoint, i) =>
      endpointFields(at, endpoint, right[i]),
    );
  });
}

const FIELDS = [
  'weight',
  'localityWeight',
  'health',
  'mtls',
  'gateway',
  'network',
  'cluster',
  'tunnel',
] as const;

function endpointFields(
  place: string,
  recorded: Json,
  computed: Json,
): readonly Difference[] {
  const a = members(recorded);
  const b = members(computed);
  return FIELDS.flatMap(field =>
    plain(
      `${place}.${field}`,
      field,
      seen(field, a.get(field)),
      seen(field, b.get(field)),
    ),
  );
}

/** `unknown` counts as healthy. */
function seen(field: string, value: Json | undefined): Json | undefined {
  return field === 'health' && value === 'unknown' ? 'healthy' : value;
}

function byKey(endpoints: Json): ReadonlyMap<string, readonly Json[]> {
  const result = new Map<string, Json[]>();
  for (const endpoint of Array.isArray(endpoints) ? endpoints : []) {
    const fields = members(endpoint);
    const key = ['address', 'port', 'locality', 'priority']
      .map(name => String(fields.get(name)))
      .join(' ');
    const known = result.get(key);
    if (known) known.push(endpoint);
    else result.set(key, [endpoint]);
  }
  return result;
}

function plain(
  place: string,
  field: string,
  recorded: Json | undefined,
  computed: Json | undefined,
): readonly Difference[] {
  const equal = isDeepStrictEqual(
    withoutAbsent(recorded),
    withoutAbsent(computed),
  );
  return equal ? [] : [{ place, field, recorded, computed }];
}

function withoutAbsent(value: Json | undefined): Json | undefined {
  if (Array.isArray(value))
    return value.map(item => withoutAbsent(item) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    [...members(value)].map(([key, item]) => [key, withoutAbsent(item)]),
  );
}

function members(value: Json | undefined): ReadonlyMap<string, Json> {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(
    Object.entries(value).flatMap(([key, item]) =>
      item === undefined ? [] : [[key, item]],
    ),
  );
}
