import { accessOfAll } from './accessOfAll';
import { AccessVerdict } from './accessToPod';

const policy = (name: string) => ({
  cluster: 'c1',
  kind: 'AuthorizationPolicy',
  namespace: 'shop',
  name,
});
const [a, b] = [policy('a'), policy('b')];

const allow = (...by: readonly (typeof a)[]): AccessVerdict => ({
  code: 'allow',
  by,
});
const deny = (
  because: 'denied' | 'not-allowed',
  ...by: readonly (typeof a)[]
): AccessVerdict => ({ code: 'deny', because, by });
const depends = (
  on: readonly string[],
  ...by: readonly (typeof a)[]
): AccessVerdict => ({ code: 'depends', on, by });
const UNKNOWN: AccessVerdict = { code: 'unknown', reason: 'not seen' };
const NOT_ENFORCED: AccessVerdict = { code: 'not-enforced' };

describe('accessOfAll, reference 7.7', () => {
  it.each<[string, readonly AccessVerdict[], AccessVerdict]>([
    ['nobody', [], { code: 'unknown', reason: 'there is nothing to ask' }],
    ['one', [deny('denied', a)], deny('denied', a)],
    ['the same of all', [NOT_ENFORCED, NOT_ENFORCED], NOT_ENFORCED],
    ['what is not known of one', [allow(a), UNKNOWN], UNKNOWN],
    ['allowed by several, each once', [allow(a), allow(b, a)], allow(a, b)],
    [
      'denied for one reason by several',
      [deny('denied', a), deny('denied', b)],
      deny('denied', a, b),
    ],
    [
      'denied for two reasons',
      [deny('denied', a), deny('not-allowed', b)],
      depends(['pod'], a, b),
    ],
    [
      'allowed here and denied there',
      [allow(a), deny('denied', b)],
      depends(['pod'], a, b),
    ],
    [
      'denied here and allowed there',
      [deny('denied', b), allow(a)],
      depends(['pod'], b, a),
    ],
    [
      'guarded here and not there',
      [NOT_ENFORCED, deny('denied', a)],
      depends(['pod'], a),
    ],
    [
      'everywhere it depends, on each thing once',
      [depends(['path'], a), depends(['method', 'path'], b)],
      depends(['path', 'method'], a, b),
    ],
    [
      'here it depends, there it is allowed',
      [depends(['path'], a), allow(b)],
      depends(['pod', 'path'], a, b),
    ],
  ])('%s', (_, verdicts, expected) => {
    expect(accessOfAll(verdicts, 'pod')).toEqual(expected);
  });
});
