import { fieldOwners } from './fieldOwners';

const managed = (fieldsV1: object, subresource?: string) => ({
  manager: 'us',
  operation: 'Apply',
  fieldsV1,
  ...(subresource && { subresource }),
});

const owned = (object: object, fieldsV1: object) =>
  fieldOwners({
    ...object,
    metadata: { managedFields: [managed(fieldsV1)] },
  })[0]?.fields;

describe('fieldOwners', () => {
  it('gives members, and whole values at the leaves', () => {
    const spec = { host: 'a', trafficPolicy: { tls: { mode: 'X' }, port: 1 } };
    expect(
      owned({ spec }, { 'f:spec': { 'f:trafficPolicy': { 'f:tls': {} } } }),
    ).toEqual({ spec: { trafficPolicy: { tls: { mode: 'X' } } } });
  });

  it('gives items of lists by key, by value and by index, in their order', () => {
    const spec = {
      ports: [
        { port: 80, name: 'http' },
        { port: 443, name: 'tls' },
      ],
      finalizers: ['a', 'b'],
      list: ['x', 'y'],
    };
    expect(
      owned(
        { spec },
        {
          'f:spec': {
            'f:ports': { 'k:{"port":443}': { '.': {}, 'f:port': {} } },
            'f:finalizers': { 'v:"b"': {} },
            'f:list': { 'i:1': {} },
          },
        },
      ),
    ).toEqual({
      spec: { ports: [{ port: 443 }], finalizers: ['b'], list: ['y'] },
    });
  });

  it('does not give what others put into the labels', () => {
    const object = {
      metadata: {
        labels: { theirs: 'x' },
        managedFields: [managed({ 'f:metadata': { 'f:labels': {} } })],
      },
    };
    expect(fieldOwners(object)[0]?.fields).toEqual({
      metadata: { labels: {} },
    });
  });

  it('leaves out what is gone, and survives what it does not understand', () => {
    expect(
      owned(
        { spec: { a: 1 } },
        { 'f:spec': { 'f:b': {}, 'q:c': {}, 'f:a': {} }, 'k:{': {} },
      ),
    ).toEqual({ spec: { a: 1 } });
    expect(fieldOwners(undefined)).toEqual([]);
    expect(fieldOwners({ metadata: { managedFields: [{}] } })).toEqual([
      { manager: '', operation: '', subresource: '', fields: {} },
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'treats the label %s as a label',
    key => {
      const object = JSON.parse(
        `{"metadata":{"labels":{"${key}":"x"},"managedFields":[{"manager":"us","fieldsV1":{"f:metadata":{"f:labels":{"f:${key}":{}}}}}]}}`,
      );
      const fields = fieldOwners(object)[0]?.fields;
      expect(JSON.stringify(fields)).toBe(
        `{"metadata":{"labels":{"${key}":"x"}}}`,
      );
    },
  );
});
