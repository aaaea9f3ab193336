import { schemaValidator } from './crdSchema';
import { checkObject } from './objectSchema';
import { builtInTypes, publishedTypes, tableOf } from './ResourceType';

const validate = schemaValidator({
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      required: ['host'],
      properties: {
        host: { type: 'string' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        anything: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
        },
        partly: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
          properties: { known: { type: 'string' } },
        },
        port: { 'x-kubernetes-int-or-string': true },
        list: {
          type: 'array',
          items: { type: 'object', properties: { name: { type: 'string' } } },
        },
      },
    },
  },
});

const check = (spec: { [field: string]: object | string | number }) =>
  checkObject(validate, JSON.parse(JSON.stringify({ spec })));

describe('checkObject', () => {
  it('finds fields that nobody declared and drops them', () => {
    const found = check({
      host: 'a',
      hots: 'b',
      list: [{ name: 'x', nmae: 'y' }],
    });
    expect(found.unknown).toEqual([
      ['spec', 'hots'],
      ['spec', 'list', 0, 'nmae'],
    ]);
    expect(found.pruned).toEqual({
      spec: { host: 'a', list: [{ name: 'x' }] },
    });
    expect(found.violations).toEqual([]);
  });

  it('lets keys of maps and of open objects pass', () => {
    const spec = {
      host: 'a',
      labels: { any: 'key' },
      anything: { deep: { er: 1 } },
      partly: { known: 'x', other: 1 },
      port: 'http',
    };
    const found = check(spec);
    expect(found.unknown).toEqual([]);
    expect(found.pruned).toEqual({ spec });
  });

  it('tells missing fields and wrong types', () => {
    expect(check({ labels: { a: 1 } }).violations).toMatchObject([
      { instancePath: '/spec', keyword: 'required' },
      {
        instancePath: '/spec/labels/a',
        keyword: 'type',
        params: { type: 'string' },
      },
    ]);
  });

  it('treats the names of JavaScript as any other name', () => {
    const object = JSON.parse(
      '{"spec": {"host": "a", "__proto__": {}, "constructor": "x"}}',
    );
    expect(checkObject(validate, object).unknown).toEqual([
      ['spec', '__proto__'],
      ['spec', 'constructor'],
    ]);
  });
});

describe('the published models', () => {
  const types = [
    ...builtInTypes(),
    ...publishedTypes('istio'),
    ...publishedTypes('gateway-api'),
  ];

  it.each(types.map(type => [tableOf(type), type] as const))(
    'find an unknown field in %s',
    (_name, type) => {
      const object = {
        apiVersion: 'any',
        kind: type.kind,
        metadata: { name: 'a' },
        nonsense: 1,
      };
      expect(type.check(object).unknown).toEqual([['nonsense']]);
    },
  );
});
