import { Labels, NO_LABELS } from '../model/record';
import { isObject } from './isObject';
import { Malformed } from './malformed';

/** Longest text kept of any field. An API server limits a whole object to 3 MiB; names, labels and hosts are far below this. */
const LONGEST_TEXT = 262_144;

/**
 * A value inside an untrusted object, with its path. Reads own properties only, so a key such as `constructor` is only
 * a key. Absent and `null` are the same, as in Go; a wrong type is {@link Malformed}.
 */
export class Field {
  /** The whole of an object, or of a document inside one, whose path is then given. */
  static root(value: unknown, path = ''): Field {
    return new Field(value, path);
  }

  private constructor(private readonly value: unknown, readonly path: string) {}

  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The value itself, for what treats it as opaque data of any shape. */
  get content(): unknown {
    return this.value;
  }

  /** A property; absent if this is absent. */
  get(key: string): Field {
    const path = this.path === '' ? key : `${this.path}.${key}`;
    const object = this.object();
    return new Field(
      object && Object.hasOwn(object, key) ? object[key] : undefined,
      path,
    );
  }

  /** Names of the properties; no value is looked at. */
  keys(): readonly string[] {
    return Object.keys(this.object() ?? {});
  }

  /** Properties in their order. */
  entries(): readonly (readonly [string, Field])[] {
    const object = this.object();
    if (!object) return [];
    return Object.keys(object).map(
      key => [key, new Field(object[key], `${this.path}.${key}`)] as const,
    );
  }

  items(): readonly Field[] {
    if (!this.present) return [];
    if (!Array.isArray(this.value)) throw this.malformed('must be a list');
    // A loop, not `map`: this is the hottest place of decoding, and `map` skips the holes of a sparse list.
    const items: Field[] = [];
    for (let i = 0; i < this.value.length; i++)
      items.push(new Field(this.value[i], `${this.path}[${i}]`));
    return items;
  }

  text(): string | undefined {
    if (!this.present) return undefined;
    if (typeof this.value !== 'string') throw this.malformed('must be a text');
    if (this.value.length > LONGEST_TEXT)
      throw this.malformed(
        `must not be longer than ${LONGEST_TEXT} characters`,
      );
    return this.value;
  }

  /** The value if it is a text, a number or a flag: for fields whose type differs between kinds. */
  scalar(): string | number | boolean | undefined {
    const { value } = this;
    return typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
      ? value
      : undefined;
  }

  textOr(fallback: string): string {
    return this.text() ?? fallback;
  }

  /** Text that must be there. */
  requiredText(): string {
    const text = this.text();
    if (text === undefined || text === '') throw this.malformed('is missing');
    return text;
  }

  texts(): readonly string[] {
    return this.items().map(item => item.textOr(''));
  }

  flag(): boolean | undefined {
    if (!this.present) return undefined;
    if (typeof this.value !== 'boolean')
      throw this.malformed('must be true or false');
    return this.value;
  }

  flagOr(fallback: boolean): boolean {
    return this.flag() ?? fallback;
  }

  number(): number | undefined {
    if (!this.present) return undefined;
    if (typeof this.value !== 'number' || !Number.isFinite(this.value))
      throw this.malformed('must be a number');
    return this.value;
  }

  numberOr(fallback: number): number {
    return this.number() ?? fallback;
  }

  port(): number | undefined {
    const port = this.number();
    if (
      port !== undefined &&
      !(Number.isInteger(port) && port >= 0 && port <= 65_535)
    ) {
      throw this.malformed('must be a port number from 0 to 65535');
    }
    return port;
  }

  requiredPort(): number {
    const port = this.port();
    if (port === undefined) throw this.malformed('is missing');
    return port;
  }

  portOrName(): number | string | undefined {
    return typeof this.value === 'string' ? this.text() : this.port();
  }

  /** RFC 3339 time in milliseconds since the epoch. */
  time(): number | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const time = Date.parse(text);
    if (Number.isNaN(time))
      throw this.malformed('must be a time such as 2026-01-31T12:00:00Z');
    return time;
  }

  /** A map of texts, e.g. labels. What is not kept is not looked at. */
  textMap(keep: (key: string) => boolean = () => true): Labels {
    const kept = this.keys().filter(keep);
    if (kept.length === 0) return NO_LABELS;
    return new Map(kept.map(key => [key, this.get(key).textOr('')]));
  }

  malformed(problem: string): Malformed {
    return new Malformed(this.path === '' ? '(object)' : this.path, problem);
  }

  private object(): Readonly<Record<string, unknown>> | undefined {
    if (!this.present) return undefined;
    if (!isObject(this.value)) throw this.malformed('must be an object');
    return this.value;
  }
}
