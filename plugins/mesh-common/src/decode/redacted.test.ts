import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readObjects } from '../../cli/readObjects';
import { Kind } from '../model/kinds';
import { decode } from './decoders';
import { kindOfObject } from './kindOfObject';
import { redacted } from './redacted';

const SECRET = 'canary-that-must-stay-in-the-cluster';

const text = (kind: Kind, object: unknown) =>
  JSON.stringify(redacted(kind, object));

describe('redacted', () => {
  it('keeps of metadata what a rule reads', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'shop',
        labels: { team: 'shop' },
        annotations: { 'istio.io/rev': 'r1', other: SECRET },
        managedFields: [{ manager: SECRET }],
      },
      spec: { finalizers: [SECRET] },
    };
    expect(redacted('Namespace', object)).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'shop',
        labels: { team: 'shop' },
        annotations: { 'istio.io/rev': 'r1' },
      },
    });
  });

  it('names the type of an object that a list left without', () => {
    expect(redacted('Deployment', { metadata: { name: 'web' } })).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
    });
  });

  it('keeps of an environment the names, and the values of wanted variables alone', () => {
    const proxyConfig = { discoveryAddress: 'istiod:15012', tracing: SECRET };
    const env = [
      { name: 'PASSWORD', value: SECRET },
      { name: 'ISTIO_META_NETWORK', value: 'n1' },
      { name: 'PROXY_CONFIG', value: JSON.stringify(proxyConfig) },
    ];
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'cart' },
      spec: {
        containers: [
          { name: 'app', env, command: [SECRET], volumeMounts: [SECRET] },
          { name: 'istio-proxy', image: 'proxyv2:1', env },
        ],
      },
    };
    expect(text('Pod', pod)).not.toContain(SECRET);
    expect(decode('Pod', redacted('Pod', pod))).toMatchObject({
      record: { proxy: { discoveryAddress: 'istiod:15012' } },
    });
  });

  it.each([
    ['settings that are not read', `trustDomain: td\ntracing: ${SECRET}\n`],
    ['what is no YAML', `trustDomain: [\n${SECRET}: {`],
  ])('keeps of mesh config no %s', (_, mesh) => {
    const object = {
      metadata: { name: 'istio' },
      data: { mesh, config: SECRET },
    };
    expect(text('MeshConfig', object)).not.toContain(SECRET);
    const { code } = decode('MeshConfig', redacted('MeshConfig', object));
    expect(code).toBe(decode('MeshConfig', object).code);
  });

  it('leaves out private keys that stand beside certificates', () => {
    const pem = `-----BEGIN EC PRIVATE KEY-----\n${SECRET}\n-----END EC PRIVATE KEY-----`;
    const object = {
      apiVersion: 'sailoperator.io/v1',
      kind: 'Istio',
      metadata: { name: 'default' },
      spec: { values: { meshConfig: { caCertificates: [{ pem }] } } },
    };
    expect(text('Istio', object)).not.toContain(SECRET);
    expect(decode('Istio', redacted('Istio', object))).toStrictEqual(
      decode('Istio', object),
    );
  });

  it.each([
    ['a text', 'object'],
    ['a list', [1]],
    ['nothing', undefined],
    ['names of another type', { metadata: { name: 7, namespace: {} } }],
    ['a prototype', JSON.parse('{"metadata":{"labels":{"__proto__":"x"}}}')],
  ])('is total: %s', (_, raw) => {
    expect(decode('Service', redacted('Service', raw)).code).toBe('unreadable');
  });
});

const ORACLE = join(__dirname, '../../../../oracle');

describe.each(['scenarios', 'changes', 'gateways', 'ambient'])(
  'redacted objects of recordings, %s',
  corpus => {
    it('decode to the same records, and cannot be redacted further', () => {
      let seen = 0;
      for (const folder of readdirSync(join(ORACLE, corpus)))
        for (const objects of readObjects(
          join(ORACLE, corpus, folder),
        ).values())
          for (const object of objects) {
            const kind = kindOfObject(object);
            if (!kind) continue;
            seen++;
            const part = redacted(kind, object);
            expect(kindOfObject(part)).toBe(kind);
            expect(decode(kind, part)).toStrictEqual(decode(kind, object));
            expect(redacted(kind, part)).toStrictEqual(part);
          }
      expect(seen).toBeGreaterThan(100);
    });
  },
);
