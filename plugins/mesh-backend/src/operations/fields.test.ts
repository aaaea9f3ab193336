import { compareFields, fieldsOf } from './fields';

describe('fieldsOf', () => {
  it('names leaves as a reader of YAML would', () => {
    const fields = fieldsOf({
      metadata: { name: 'a', labels: { 'istio.io/rev': 'r1', plain: 'x' } },
      spec: { rules: [{ from: [{ namespaces: ['a', 'b'] }] }], replicas: 2 },
    });
    expect([...fields]).toEqual([
      ['metadata.name', 'a'],
      ['metadata.labels["istio.io/rev"]', 'r1'],
      ['metadata.labels.plain', 'x'],
      ['spec.rules[0].from[0].namespaces', '["a","b"]'],
      ['spec.replicas', '2'],
    ]);
  });

  it('leaves out what the server sets', () => {
    const metadata = { name: 'a', uid: 'u', resourceVersion: '1' };
    expect([...fieldsOf({ metadata, status: { phase: 'Active' } })]).toEqual([
      ['metadata.name', 'a'],
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'treats the label %s as a label',
    key => {
      const labels = JSON.parse(`{"${key}":"x"}`);
      expect([...fieldsOf({ labels }).values()]).toEqual(['x']);
    },
  );
});

describe('compareFields', () => {
  it('lists added, changed and removed fields and nothing else', () => {
    const before = fieldsOf({ a: '1', b: '2', c: '3' });
    const after = fieldsOf({ a: '1', b: '3', d: '4' });
    expect(compareFields(before, after)).toEqual([
      { path: 'b', before: '2', after: '3' },
      { path: 'c', before: '3', after: undefined },
      { path: 'd', before: undefined, after: '4' },
    ]);
  });
});
