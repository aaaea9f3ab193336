import { KINDS } from '@meshwise/backstage-plugin-mesh-common';
import fc from 'fast-check';
import { resourcePath } from './apiPath';
import { WRITABLE_KINDS } from './writableKinds';

type Plural =
  | (typeof KINDS)[keyof typeof KINDS]['plural']
  | (typeof WRITABLE_KINDS)[keyof typeof WRITABLE_KINDS]['plural'];

/** Does not compile as soon as a table names Secrets. */
const noSecrets: Extract<Plural, 'secrets'> extends never ? true : false = true;

describe('resourcePath', () => {
  it.each([
    [{ apiVersion: 'v1', plural: 'nodes' }, '/api/v1/nodes'],
    [
      { apiVersion: 'v1', plural: 'services', namespace: 'a', name: 'b' },
      '/api/v1/namespaces/a/services/b',
    ],
    [
      { apiVersion: 'networking.istio.io/v1', plural: 'sidecars' },
      '/apis/networking.istio.io/v1/sidecars',
    ],
    [
      { apiVersion: 'v1', plural: 'services', namespace: 'secrets' },
      '/api/v1/namespaces/secrets/services',
    ],
  ])('%j is %s', (resource, path) => {
    expect(resourcePath(resource)).toBe(path);
  });

  it('T24 never asks for credentials', () => {
    expect(noSecrets).toBe(true);
    for (const plural of ['secrets', 'SECRETS', 'services/../secrets', '']) {
      const resource = { apiVersion: 'v1', plural };
      expect(() => resourcePath(resource)).toThrow('must never be asked for');
    }
  });

  it('leads nowhere else, whatever the names are', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('..', '.', '../secrets', 'a/b', '%2e%2e', 'a?b#c', 'ü'),
    );
    fc.assert(
      fc.property(name, name, (namespace, object) => {
        let path: string;
        try {
          path = resourcePath({
            apiVersion: 'v1',
            plural: 'services',
            namespace: `${namespace}`,
            name: object,
          });
        } catch {
          return;
        }
        const { pathname, search } = new URL(`https://host${path}`);
        expect(pathname).toBe(path);
        expect(search).toBe('');
        const segments = pathname.split('/').slice(3);
        const expected = [
          ...(namespace ? ['namespaces', namespace] : []),
          'services',
          ...(object ? [object] : []),
        ];
        expect(segments.map(decodeURIComponent)).toEqual(expected);
      }),
    );
  });
});
