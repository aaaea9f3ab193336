import { isMap, JsonMap } from '../apiObject';

/**
 * A set of paths into an object, as `managedFields` records them. A path element is written as in FieldsV1: `f:name` for a key of a
 * map, `k:{"name":"app"}` for an item of a keyed list, `v:"x"` for an item of a set.
 */
export class FieldSet {
  static of(member: boolean, children: Iterable<[string, FieldSet]>): FieldSet {
    const kept = [...children].filter(([, child]) => !child.isEmpty);
    return member || kept.length > 0
      ? new FieldSet(member, new Map(kept))
      : FieldSet.EMPTY;
  }

  static readonly EMPTY = new FieldSet(false, new Map());
  /** Only the path itself. */
  static readonly LEAF = new FieldSet(true, new Map());

  /** Reads FieldsV1. */
  static fromJson(json: JsonMap): FieldSet {
    const children = Object.entries(json)
      .filter(([key]) => key !== '.')
      .map(([key, value]): [string, FieldSet] => [
        key,
        FieldSet.fromJson(isMap(value) ? value : {}),
      ]);
    return FieldSet.of(children.length === 0 || '.' in json, children);
  }

  private constructor(
    /** Whether the path itself is in the set. */
    readonly member: boolean,
    readonly children: ReadonlyMap<string, FieldSet>,
  ) {}

  get isEmpty(): boolean {
    return !this.member && this.children.size === 0;
  }

  child(element: string): FieldSet {
    return this.children.get(element) ?? FieldSet.EMPTY;
  }

  union(other: FieldSet): FieldSet {
    const elements = new Set([
      ...this.children.keys(),
      ...other.children.keys(),
    ]);
    return FieldSet.of(
      this.member || other.member,
      [...elements].map(e => [e, this.child(e).union(other.child(e))]),
    );
  }

  intersection(other: FieldSet): FieldSet {
    return FieldSet.of(
      this.member && other.member,
      [...this.children].map(([e, set]) => [
        e,
        set.intersection(other.child(e)),
      ]),
    );
  }

  difference(other: FieldSet): FieldSet {
    return FieldSet.of(
      this.member && !other.member,
      [...this.children].map(([e, set]) => [e, set.difference(other.child(e))]),
    );
  }

  /** Without the paths of `other` and everything below them. */
  recursiveDifference(other: FieldSet): FieldSet {
    if (other.member) {
      return FieldSet.EMPTY;
    }
    return FieldSet.of(
      this.member,
      [...this.children].map(([e, set]) => [
        e,
        set.recursiveDifference(other.child(e)),
      ]),
    );
  }

  /** Only what is below the paths of `other`, and the paths themselves. */
  under(other: FieldSet): FieldSet {
    if (other.member) {
      return this;
    }
    return FieldSet.of(
      false,
      [...this.children].map(([e, set]) => [e, set.under(other.child(e))]),
    );
  }

  /** FieldsV1. */
  toJson(): JsonMap {
    const children = this.#sorted().map(
      ([element, set]) => [element, set.toJson()] as const,
    );
    return Object.fromEntries(
      this.member && children.length > 0 ? [['.', {}], ...children] : children,
    );
  }

  /** The paths as error messages write and order them: `.spec.containers[name="app"].image`. */
  *paths(prefix = ''): Iterable<string> {
    const children = this.#sorted();
    for (const [element, set] of children) {
      if (set.member) {
        yield prefix + describeElement(element);
      }
    }
    for (const [element, set] of children) {
      yield* set.paths(prefix + describeElement(element));
    }
  }

  #sorted(): readonly (readonly [element: string, set: FieldSet])[] {
    return [...this.children].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** A path element as error messages write it. */
export function describeElement(element: string): string {
  const text = element.slice(2);
  switch (element[0]) {
    case 'k': {
      const fields = Object.entries(JSON.parse(text) as JsonMap);
      return `[${fields
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',')}]`;
    }
    case 'v':
      return `[=${text}]`;
    default:
      return `.${text}`;
  }
}
