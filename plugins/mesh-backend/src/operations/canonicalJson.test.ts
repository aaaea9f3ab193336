import fc from 'fast-check';
import { canonicalJson } from './canonicalJson';

describe('canonicalJson', () => {
  it('has one text for one value, whatever the order of its keys', () => {
    const first = {
      b: [1, { d: null, c: 'x' }],
      a: undefined,
      '10': 1,
      '9': 2,
    };
    const second = { '9': 2, '10': 1, b: [1, { c: 'x', d: null }] };
    expect(canonicalJson(first)).toBe(canonicalJson(second));
    expect(canonicalJson(first)).toBe(
      '{"10":1,"9":2,"b":[1,{"c":"x","d":null}]}',
    );
  });

  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(JSON.parse(canonicalJson(value))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });
});
