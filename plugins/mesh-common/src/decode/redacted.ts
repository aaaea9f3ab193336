import { parse, stringify } from 'yaml';
import { Kind, kindRow } from '../model/kinds';
import { DECODERS } from './decoders';
import { Field } from './field';
import { isObject } from './isObject';
import { kindOfObject } from './kindOfObject';
import { MESH_CONFIG_TEXTS } from './meshConfig';

/** A value of the environment that is JSON, and the one field of it that is read. */
const PROXY_CONFIG = { name: 'PROXY_CONFIG', field: 'discoveryAddress' };

/**
 * The part of an object that its decoder looks at, and nothing else: of annotations the allowed ones, of an environment the wanted variables,
 * of a ConfigMap the keys that are read and in their texts the fields that are read. It decodes to the same record as the whole.
 *
 * @public
 */
export function redacted(kind: Kind, raw: unknown): unknown {
  const type = typeOf(kind, raw);
  if (!isObject(raw)) return type;
  const part = lookedAt({ ...type, ...raw, ...type }, object => {
    kindOfObject(object);
    DECODERS[kind](object);
  });
  if (kind === 'MeshConfig') return withoutUnreadSettings(part);
  return kind === 'Pod' ? withoutUnreadProxyConfig(part) : part;
}

/** Objects in a list of an API server do not name their type. */
function typeOf(
  kind: Kind,
  raw: unknown,
): { readonly apiVersion: string; readonly kind: string } {
  const row = kindRow(kind);
  const version = row.group ? `${row.group}/${row.version}` : row.version;
  const found = isObject(raw) ? raw.apiVersion : undefined;
  return {
    apiVersion: typeof found === 'string' ? found : version,
    kind: row.kind,
  };
}

/** What is left of an object when everything that a reader did not look at is taken away. */
function lookedAt(value: object, read: (shown: object) => void): unknown {
  const looked = new Looked(value);
  read(looked.shown);
  return looked.rest();
}

/** An object or a list under observation. */
class Looked {
  /** What is shown in place of the value. */
  readonly shown: object;
  private readonly parts = new Map<string, Looked | undefined>();

  constructor(private readonly value: object) {
    this.shown = new Proxy(value, {
      get: (target, key) => this.show(key, Reflect.get(target, key)),
    });
  }

  rest(): unknown {
    if (Array.isArray(this.value))
      return this.value.map((item: unknown, index) =>
        this.parts.has(String(index)) ? this.part(String(index), item) : null,
      );
    return Object.fromEntries(
      Object.entries(this.value)
        .filter(([key]) => this.parts.has(key))
        .map(([key, item]) => [key, this.part(key, item)]),
    );
  }

  private show(key: string | symbol, found: unknown): unknown {
    if (typeof key === 'symbol' || !Object.hasOwn(this.value, key))
      return found;
    if (typeof found !== 'object' || found === null) {
      this.parts.set(key, undefined);
      return found;
    }
    const part = this.parts.get(key) ?? new Looked(found);
    this.parts.set(key, part);
    return part.shown;
  }

  private part(key: string, item: unknown): unknown {
    const part = this.parts.get(key);
    return part ? part.rest() : withoutKeys(item);
  }
}

const PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g;

/** Certificates are read from texts into which somebody may have put their key, too. */
function withoutKeys(item: unknown): unknown {
  return typeof item === 'string'
    ? item.replace(PRIVATE_KEY, '(private key left out)')
    : item;
}

/** Texts of mesh config hold whole documents, e.g. with access tokens of tracing backends. */
function withoutUnreadSettings(part: unknown): unknown {
  if (!isObject(part) || !isObject(part.data)) return part;
  const data = new Map(Object.entries(part.data));
  for (const [key, decode] of MESH_CONFIG_TEXTS) {
    const text = data.get(key);
    if (typeof text === 'string') data.set(key, readSettings(text, decode));
  }
  return { ...part, data: Object.fromEntries(data) };
}

function readSettings(text: string, decode: (field: Field) => unknown): string {
  try {
    const settings: unknown = parse(text, {
      version: '1.1',
      logLevel: 'error',
    });
    if (!isObject(settings) && !Array.isArray(settings)) return text;
    return stringify(
      lookedAt(settings, shown => {
        try {
          decode(Field.root(shown));
        } catch {
          // What was looked at until then makes it fail again.
        }
      }),
      { version: '1.1' },
    );
  } catch {
    // No YAML, and it must not become any.
    return '[';
  }
}

function withoutUnreadProxyConfig(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutUnreadProxyConfig);
  if (!isObject(part)) return part;
  if (part.name === PROXY_CONFIG.name && typeof part.value === 'string')
    return { ...part, value: onlyField(part.value, PROXY_CONFIG.field) };
  return Object.fromEntries(
    Object.entries(part).map(([key, item]) => [
      key,
      withoutUnreadProxyConfig(item),
    ]),
  );
}

function onlyField(json: string, field: string): string {
  try {
    const value: unknown = JSON.parse(json);
    const kept = isObject(value) ? value[field] : undefined;
    return JSON.stringify({ [field]: kept });
  } catch {
    return '';
  }
}
