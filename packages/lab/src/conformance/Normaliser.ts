import type { Json } from '../kubernetesObject';

const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;
const CLUSTER_IP = /\b10\.96\.\d+\.\d+\b/g;

/**
 * Replaces what differs from run to run by names in the order of appearance, so that answers of two servers can be compared and
 * "the same as before" still shows: the uid that comes first is `<uid 1>`, and each object's versions are `<version 1>`, `<version 2>`.
 */
export class Normaliser {
  static create(replace: ReadonlyMap<string, string>): Normaliser {
    return new Normaliser(replace);
  }

  readonly uids: string[] = [];
  readonly #replace: ReadonlyMap<string, string>;
  readonly #versions = new Map<string, string[]>();

  private constructor(replace: ReadonlyMap<string, string>) {
    this.#replace = replace;
  }

  /** A body without what differs. */
  body(value: Json): Json {
    if (Array.isArray(value)) {
      return value.map(item => this.body(item));
    }
    if (typeof value !== 'object' || value === null) {
      return typeof value === 'string' ? this.text(value) : value;
    }
    const { metadata } = value as { metadata?: Json };
    const isList = 'items' in value;
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => {
        if (key === 'metadata' && isMetadata(metadata)) {
          return [key, this.#metadata(metadata, isList)];
        }
        if (key === 'causes' && Array.isArray(field)) {
          return [key, field.map(cause => this.body(cause)).sort(byText)];
        }
        return [key, field === undefined ? field : this.body(field)];
      }),
    );
  }

  /** A text without what differs. */
  text(text: string): string {
    let result = text;
    for (const [from, to] of this.#replace) {
      result = result.replaceAll(from, to);
    }
    return result
      .replace(UID, uid => this.#uid(uid))
      .replace(TIME, '<time>')
      .replace(CLUSTER_IP, '<ip>')
      .replace(
        /(resource version: )\d+( \(|, current: )\d+/g,
        '$1<version>$2<version>',
      );
  }

  #metadata(metadata: Record<string, Json>, isList: boolean): Json {
    const {
      resourceVersion,
      continue: token,
      managedFields,
      ...rest
    } = metadata;
    const object = String(metadata.uid ?? metadata.name ?? '');
    return {
      ...(this.body(rest) as Record<string, Json>),
      ...(Array.isArray(managedFields) && {
        managedFields: managedFields
          .map(entry => this.body(entry))
          .sort(byManager),
      }),
      ...(resourceVersion !== undefined && {
        resourceVersion:
          isList || object === '' || resourceVersion === ''
            ? resourceVersion && '<version>'
            : this.#version(object, String(resourceVersion)),
      }),
      ...(token !== undefined && { continue: token && '<token>' }),
    };
  }

  #uid(uid: string): string {
    if (!this.uids.includes(uid)) {
      this.uids.push(uid);
    }
    return `<uid ${this.uids.indexOf(uid) + 1}>`;
  }

  #version(object: string, version: string): string {
    const seen = this.#versions.get(object) ?? [];
    this.#versions.set(object, seen);
    if (!seen.includes(version)) {
      seen.push(version);
    }
    return `<version ${seen.indexOf(version) + 1}>`;
  }
}

/** The real server lists conflicts of several managers in no order. */
function byText(a: Json, b: Json): number {
  const text = (cause: Json) =>
    isMetadata(cause) ? `${cause.message} ${cause.field}` : '';
  return text(a) < text(b) ? -1 : 1;
}

/** Entries are sorted by time, and two servers are never quite at the same second. */
function byManager(a: Json, b: Json): number {
  const [left, right] = [a, b].map(entry => {
    const { manager, operation, subresource } = isMetadata(entry) ? entry : {};
    return [manager, operation, subresource].join(' ');
  });
  return left < right ? -1 : 1;
}

function isMetadata(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parts of a body that paths name. */
export function partsOf(body: Json, paths: readonly string[]): Json {
  return Object.fromEntries(
    paths.map(path => [
      path,
      path
        .split('.')
        .reduce(
          (value: Json | undefined, key) =>
            typeof value === 'object' && value !== null && !Array.isArray(value)
              ? (value as Record<string, Json>)[key]
              : undefined,
          body,
        ) ?? null,
    ]),
  );
}
