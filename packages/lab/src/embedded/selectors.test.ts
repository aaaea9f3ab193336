import { parseFieldSelector, parseLabelSelector } from './selectors';

const labels = new Map([
  ['app', 'cart'],
  ['example.com/tier', ''],
]);

describe('parseLabelSelector', () => {
  it.each([
    ['', true],
    ['app', true],
    ['!app', false],
    ['app=cart', true],
    ['app==cart', true],
    ['app = cart', true],
    ['app!=cart', false],
    ['other!=cart', true],
    ['app in (cart, shop)', true],
    ['app notin (cart)', false],
    ['other notin (cart)', true],
    ['example.com/tier=', true],
    ['app,!other,app in (cart)', true],
    ['app,other', false],
  ])('%s', (text, expected) => {
    expect(parseLabelSelector(text)(labels)).toBe(expected);
  });

  it.each(['a b', 'app in cart', 'app=a b', '-app', 'a,,b', 'app in (a,b'])(
    'refuses %s',
    text => {
      expect(() => parseLabelSelector(text)).toThrow('unable to parse');
    },
  );
});

describe('parseFieldSelector', () => {
  const fields = ['metadata.name', 'metadata.namespace'];
  const values = new Map([['metadata.name', 'a']]);

  it('tells the one name it asks for', () => {
    const selector = parseFieldSelector('metadata.name=a', fields);
    expect(selector.name).toBe('a');
    expect(selector.matches(values)).toBe(true);
    expect(parseFieldSelector('metadata.name!=a', fields).name).toBeUndefined();
  });

  it('refuses fields that a kind cannot be selected by', () => {
    expect(() => parseFieldSelector('spec.x=a', fields)).toThrow(
      '"spec.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
    );
  });
});
