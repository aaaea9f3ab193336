import { badRequest } from './statusError';

/** Says whether an object's labels or fields match. */
export type Matcher = (values: ReadonlyMap<string, string>) => boolean;

const KEY =
  /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Label selector: `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`, joined by commas. */
export function parseLabelSelector(text: string): Matcher {
  const terms = splitOutsideBrackets(text).map(parseLabelTerm);
  return labels => terms.every(term => term(labels));
}

function parseLabelTerm(text: string): Matcher {
  const set = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(text);
  if (set) {
    const [, key, operator, list] = set;
    const values = list.split(',').map(value => value.trim());
    check(key, ...values);
    return operator === 'in'
      ? labels => labels.has(key) && values.includes(labels.get(key)!)
      : labels => !labels.has(key) || !values.includes(labels.get(key)!);
  }
  const equality = /^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(text);
  if (equality) {
    const [, key, operator, value] = equality;
    check(key, value);
    return operator === '!='
      ? labels => labels.get(key) !== value
      : labels => labels.get(key) === value;
  }
  if (text.startsWith('!')) {
    const key = text.slice(1).trim();
    check(key);
    return labels => !labels.has(key);
  }
  check(text);
  return labels => labels.has(text);
}

function check(key: string, ...values: readonly string[]): void {
  if (!KEY.test(key)) {
    throw badRequest(
      `unable to parse requirement: invalid label key ${JSON.stringify(key)}`,
    );
  }
  const wrong = values.find(value => !VALUE.test(value));
  if (wrong !== undefined) {
    throw badRequest(
      `unable to parse requirement: invalid label value ${JSON.stringify(
        wrong,
      )}`,
    );
  }
}

function splitOutsideBrackets(text: string): string[] {
  return text.trim() === ''
    ? []
    : text.split(/,(?![^()]*\))/).map(term => term.trim());
}

/** A parsed field selector. */
export interface FieldSelector {
  readonly matches: Matcher;
  /** The name that `metadata.name=` asks for; RBAC rules with resourceNames allow such lists and watches. */
  readonly name?: string;
}

/** Field selector on the given fields: `metadata.name`, `metadata.namespace` and what a kind adds. */
export function parseFieldSelector(
  text: string,
  fields: readonly string[],
): FieldSelector {
  const terms = text
    .split(',')
    .filter(term => term !== '')
    .map(term => {
      const parsed = /^([^=!]+)(=|==|!=)(.*)$/.exec(term);
      if (!parsed) {
        throw badRequest(
          `invalid selector: '${text}'; can't understand '${term}'`,
        );
      }
      const [, field, operator, value] = parsed;
      if (!fields.includes(field)) {
        throw badRequest(
          `${JSON.stringify(field)} is not a known field selector: only ${fields
            .map(name => JSON.stringify(name))
            .join(', ')}`,
        );
      }
      return { field, negative: operator === '!=', value };
    });
  return {
    matches: values =>
      terms.every(
        ({ field, negative, value }) =>
          ((values.get(field) ?? '') === value) !== negative,
      ),
    name: terms.find(
      ({ field, negative }) => field === 'metadata.name' && !negative,
    )?.value,
  };
}
