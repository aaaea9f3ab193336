import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  CONFIG_KINDS,
  ConfigKind,
  ConfigRecord,
  SpecDigests,
} from '../model/configKinds';
import { ObjectRecord } from '../model/record';
import { Decoder } from './decoder';
import { Field } from './field';
import { isObject } from './isObject';

/** How much of a spec is compared. Real ones are far below; hostile ones may be endless. */
const MOST_VALUES = 20_000;
const DEEPEST = 50;

/** Half of a SHA-256 tells any two specs apart. */
const DIGEST_BYTES = 16;

const ENCODER = new TextEncoder();

/** What a kind writes out, or leaves out, without a difference. Paths name the items of lists with `[]`. */
interface Meaning {
  /** Values that mean the same as nothing. */
  readonly defaults?: ReadonlyMap<string, unknown>;
  /** Lists whose order does not matter. */
  readonly sets?: ReadonlySet<string>;
}

const GATEWAY_API: Meaning = {
  defaults: new Map<string, unknown>([
    ['parentRefs[].group', 'gateway.networking.k8s.io'],
    ['parentRefs[].kind', 'Gateway'],
    ['rules[].backendRefs[].group', ''],
    ['rules[].backendRefs[].kind', 'Service'],
    ['rules[].backendRefs[].weight', 1],
    ['rules[].matches[].path.type', 'PathPrefix'],
    ['rules[].matches[].path.value', '/'],
  ]),
  sets: new Set(['hostnames', 'parentRefs']),
};

const MEANINGS: { readonly [K in ConfigKind]: Meaning } = {
  DestinationRule: { sets: new Set(['exportTo', 'subsets']) },
  VirtualService: { sets: new Set(['exportTo', 'hosts', 'gateways']) },
  ServiceEntry: {
    defaults: new Map([
      ['location', 'MESH_EXTERNAL'],
      ['resolution', 'NONE'],
    ]),
    sets: new Set(['exportTo', 'hosts', 'ports', 'endpoints', 'addresses']),
  },
  Sidecar: { sets: new Set(['egress[].hosts']) },
  Gateway: { sets: new Set(['servers', 'servers[].hosts']) },
  PeerAuthentication: { defaults: new Map([['mtls.mode', 'UNSET']]) },
  AuthorizationPolicy: {
    defaults: new Map([['action', 'ALLOW']]),
    sets: new Set([
      'rules',
      'rules[].from',
      'rules[].to',
      'rules[].when',
      ...['principals', 'namespaces', 'serviceAccounts', 'ipBlocks'].map(
        name => `rules[].from[].source.${name}`,
      ),
      ...['hosts', 'ports', 'methods', 'paths'].map(
        name => `rules[].to[].operation.${name}`,
      ),
    ]),
  },
  HTTPRoute: GATEWAY_API,
  GRPCRoute: GATEWAY_API,
  TLSRoute: GATEWAY_API,
};

/** The same by place: what is said of a field, of the fields of it, and of the items of it. */
interface Place {
  readonly inner: Map<string, Place>;
  /** Value that means the same as nothing. */
  byDefault?: unknown;
  /** A list whose order does not matter. */
  isSet?: boolean;
}

const PLACES: ReadonlyMap<ConfigKind, Place> = new Map(
  CONFIG_KINDS.map(kind => [kind, placeOf(MEANINGS[kind])]),
);

const NOWHERE: Place = { inner: new Map() };

function placeOf({ defaults = new Map(), sets = new Set() }: Meaning): Place {
  const root: Place = { inner: new Map() };
  const at = (path: string) =>
    path
      .replaceAll('[]', '.[]')
      .split('.')
      .reduce<Place>((place, name) => {
        const next: Place = place.inner.get(name) ?? { inner: new Map() };
        place.inner.set(name, next);
        return next;
      }, root);
  for (const [path, value] of defaults) at(path).byDefault = value;
  for (const path of sets) at(path).isSet = true;
  return root;
}

/** A decoder whose records also carry the digests of their spec. */
export function withDigests<R extends ObjectRecord>(
  kind: ConfigKind,
  decode: Decoder<R>,
): Decoder<R & ConfigRecord> {
  return raw => {
    const decoded = decode(raw);
    if (decoded.code !== 'decoded') return decoded;
    const digests = specDigests(kind, Field.root(raw).get('spec').content);
    return { code: 'decoded', record: { ...decoded.record, digests } };
  };
}

/** Digests of a spec: one for each field, and one for each field of a field that is an object. */
export function specDigests(kind: ConfigKind, spec: unknown): SpecDigests {
  const root = PLACES.get(kind) ?? NOWHERE;
  const writer = new Writer();
  const digests = new Map<string, string>();
  if (!isObject(spec)) return digests;
  for (const name of fieldsOf(spec, root)) {
    const value = spec[name];
    const place = root.inner.get(name) ?? NOWHERE;
    const parts = isObject(value) ? fieldsOf(value, place) : [];
    if (parts.length === 0 || !isObject(value))
      digests.set(name, writer.digest(value, place));
    else
      for (const part of parts)
        digests.set(
          `${name}.${part}`,
          writer.digest(value[part], place.inner.get(part) ?? NOWHERE),
        );
  }
  return digests;
}

/** Names of the fields of an object that say something, sorted. */
function fieldsOf(
  object: Readonly<Record<string, unknown>>,
  place: Place,
): readonly string[] {
  return Object.keys(object)
    .filter(name => {
      const value = object[name];
      const byDefault = place.inner.get(name)?.byDefault;
      return (
        !isNothing(value) && (byDefault === undefined || value !== byDefault)
      );
    })
    .sort();
}

/** Writes values so that those which mean the same are written the same. */
class Writer {
  private values = 0;

  digest(value: unknown, place: Place): string {
    const text = this.write(value, place, 0);
    if (text === undefined) return '';
    const hash = sha256(ENCODER.encode(text));
    return bytesToHex(hash.subarray(0, DIGEST_BYTES));
  }

  /** `undefined` if there is too much of it. */
  private write(
    value: unknown,
    place: Place,
    depth: number,
  ): string | undefined {
    this.values++;
    if (depth > DEEPEST || this.values > MOST_VALUES) return undefined;
    if (Array.isArray(value)) return this.writeList(value, place, depth);
    if (!isObject(value)) return JSON.stringify(value) ?? 'null';
    let written = '{';
    for (const name of fieldsOf(value, place)) {
      const inner = place.inner.get(name) ?? NOWHERE;
      const text = this.write(value[name], inner, depth + 1);
      if (text === undefined) return undefined;
      written += `${JSON.stringify(name)}:${text},`;
    }
    return `${written}}`;
  }

  private writeList(
    list: readonly unknown[],
    place: Place,
    depth: number,
  ): string | undefined {
    const ofItems = place.inner.get('[]') ?? NOWHERE;
    const items: string[] = [];
    for (const item of list) {
      const text = this.write(item, ofItems, depth + 1);
      if (text === undefined) return undefined;
      items.push(text);
    }
    if (place.isSet) items.sort();
    return `[${items.join()}]`;
  }
}

/** Absent, empty texts and empty lists mean the same. An empty object does not: it may be a rule that matches everything. */
function isNothing(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}
