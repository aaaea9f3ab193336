/** What the placeholders of a fleet stand for. */
export interface PlaceholderValues {
  /** PEM of each root by its name in `fleet.yaml`. */
  readonly roots: ReadonlyMap<string, string>;
  readonly now: Date;
}

const PLACEHOLDER = /\$\((root|root-base64|ago|in):([^)]*)\)/g;

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/**
 * Replaces the placeholders in every string of a YAML value: `$(root:NAME)` and `$(root-base64:NAME)` by a generated certificate,
 * `$(ago:3d)` and `$(in:90m)` by a time. Other `$(…)`, such as the variables of container commands, stay as they are.
 */
export function fillPlaceholders(
  value: unknown,
  values: PlaceholderValues,
): unknown {
  if (typeof value === 'string') {
    return value.replace(PLACEHOLDER, (_, kind: string, argument: string) =>
      fill(kind, argument, values),
    );
  }
  if (Array.isArray(value)) {
    return value.map(item => fillPlaceholders(item, values));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        fillPlaceholders(item, values),
      ]),
    );
  }
  return value;
}

function fill(
  kind: string,
  argument: string,
  values: PlaceholderValues,
): string {
  switch (kind) {
    case 'root':
      return rootOf(argument, values);
    case 'root-base64':
      return Buffer.from(rootOf(argument, values)).toString('base64');
    case 'ago':
      return timestamp(values.now.getTime() - duration(argument));
    default:
      return timestamp(values.now.getTime() + duration(argument));
  }
}

function rootOf(name: string, { roots }: PlaceholderValues): string {
  const root = roots.get(name);
  if (root === undefined) {
    throw new Error(
      `$(root:${name}) names no root of fleet.yaml; there are ${
        [...roots.keys()].join(', ') || 'none'
      }`,
    );
  }
  return root;
}

function duration(text: string): number {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const unitMs = UNIT_MS.get(unit);
  if (unitMs === undefined) {
    throw new Error(
      `${JSON.stringify(text)} is no duration; write for instance 3d, 4h, 5m`,
    );
  }
  return Number(amount) * unitMs;
}

/** RFC 3339 with whole seconds, as Kubernetes writes times. */
function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
