import fc from 'fast-check';
import { entityName, isEntityName } from './entityName';

describe('entityName', () => {
  it.each`
    text                         | name
    ${'eu-west-1'}               | ${'eu-west-1'}
    ${'mesh.example.com'}        | ${'mesh.example.com'}
    ${'c1/istio-system/default'} | ${'c1.istio-system.default'}
  `('leaves $text readable', ({ text, name }) => {
    expect(entityName(text)).toBe(name);
  });

  it('is always a valid name, and another one for another text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[a-c./-]{1,5}$/),
      fc.string({ minLength: 60, maxLength: 80 }),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(isEntityName(entityName(a))).toBe(true);
        expect(entityName(a) === entityName(b)).toBe(a === b);
      }),
      { numRuns: 5_000 },
    );
  });
});
