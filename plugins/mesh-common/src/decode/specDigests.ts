import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ConfigKind, ConfigRecord, SpecDigests } from '../model/configKinds';
import { ObjectRecord } from '../model/record';
import { Decoder } from './decoder';
import { Field } from './field';

/** How much of a spec is compared. Real ones are far below; hostile ones may be endless. */
const MOST_VALUES = 20_000;
const DEEPEST = 50;

/** Half of a SHA-256 tells any two specs apart. */
const DIGEST_BYTES = 16;

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
  const writer = new Writer(MEANINGS[kind]);
  const digests = new Map<string, string>();
  for (const [name, value] of writer.fields(spec, '')) {
    const parts = writer.fields(value, name);
    if (parts.length === 0) digests.set(name, writer.digest(value, name));
    for (const [part, inner] of parts)
      digests.set(part, writer.digest(inner, part));
  }
  return digests;
}

/** Writes values so that those which mean the same are written the same. */
class Writer {
  private values = 0;

  constructor(private readonly meaning: Meaning) {}

  digest(value: unknown, path: string): string {
    const text = this.write(value, path, 0);
    if (text === undefined) return '';
    const hash = sha256(new TextEncoder().encode(text));
    return bytesToHex(hash.subarray(0, DIGEST_BYTES));
  }

  /** Fields of an object that say something, with their paths, in the order of their names. */
  fields(
    value: unknown,
    path: string,
  ): readonly (readonly [path: string, value: unknown])[] {
    if (!isObject(value)) return [];
    return Object.keys(value)
      .sort()
      .map(
        name => [path === '' ? name : `${path}.${name}`, value[name]] as const,
      )
      .filter(
        ([at, inner]) =>
          !isNothing(inner) && inner !== this.meaning.defaults?.get(at),
      );
  }

  /** `undefined` if there is too much of it. */
  private write(
    value: unknown,
    path: string,
    depth: number,
  ): string | undefined {
    this.values++;
    if (depth > DEEPEST || this.values > MOST_VALUES) return undefined;
    if (Array.isArray(value)) return this.writeList(value, path, depth);
    if (!isObject(value)) return JSON.stringify(value) ?? 'null';
    const parts: string[] = [];
    for (const [at, inner] of this.fields(value, path)) {
      const text = this.write(inner, at, depth + 1);
      if (text === undefined) return undefined;
      parts.push(`${JSON.stringify(at)}:${text}`);
    }
    return `{${parts.join()}}`;
  }

  private writeList(
    list: readonly unknown[],
    path: string,
    depth: number,
  ): string | undefined {
    const items: string[] = [];
    for (const item of list) {
      const text = this.write(item, `${path}[]`, depth + 1);
      if (text === undefined) return undefined;
      items.push(text);
    }
    if (this.meaning.sets?.has(path)) items.sort();
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
