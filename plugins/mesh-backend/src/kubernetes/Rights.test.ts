import { ApiAnswer } from './ApiServer';
import { Rights } from './Rights';

const { signal } = new AbortController();

function rightsOf(
  resourceRules: readonly object[] | undefined,
  incomplete = false,
  allowed = false,
): Promise<Rights> {
  const status = { resourceRules, incomplete, allowed };
  const answer: ApiAnswer = {
    status: 201,
    text: JSON.stringify({ status }),
    header: () => undefined,
  };
  return Rights.read({ send: async () => answer }, signal);
}

const rule = (overrides: object) => ({
  apiGroups: [''],
  resources: ['services'],
  verbs: ['get', 'list', 'watch'],
  ...overrides,
});

describe('Rights', () => {
  it.each([
    ['the resource', rule({}), true],
    ['everything', rule({ resources: ['*'], verbs: ['*'] }), true],
    ['another group', rule({ apiGroups: ['apps'] }), false],
    ['another resource', rule({ resources: ['pods'] }), false],
    ['no watch', rule({ verbs: ['get', 'list'] }), false],
    ['one object only', rule({ resourceNames: ['cart'] }), false],
  ])('%s: may watch Services: %s', async (_, resourceRule, expected) => {
    const rights = await rightsOf([resourceRule]);
    expect(rights.mayWatch({ kind: 'Service', name: '' })).toBe(expected);
  });

  it('knows rights to single objects', async () => {
    const rights = await rightsOf([
      rule({ resources: ['configmaps'], resourceNames: ['istio'] }),
    ]);
    const may = (name: string) => rights.mayWatch({ kind: 'MeshConfig', name });
    expect(may('istio')).toBe(true);
    expect(may('istio-blue')).toBe(false);
  });

  it('says nothing when the cluster cannot tell all', async () => {
    const rights = await rightsOf([rule({})], true);
    expect(rights.mayWatch({ kind: 'Service', name: '' })).toBe(true);
    expect(rights.mayWatch({ kind: 'Pod', name: '' })).toBeUndefined();
  });

  it.each([
    ['all of them', { resources: ['secrets'], verbs: ['list'] }, true],
    [
      'one of them',
      { resources: ['secrets'], verbs: ['get'], resourceNames: ['cacerts'] },
      true,
    ],
    [
      'whatever there is',
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      true,
    ],
    [
      'no more than their making',
      { resources: ['secrets'], verbs: ['create'] },
      false,
    ],
    [
      'those of another group',
      { apiGroups: ['example.com'], resources: ['secrets'] },
      false,
    ],
    ['nothing', {}, false],
  ])('covers Secrets, %s: %j is %s (T33)', async (_, overrides, expected) => {
    expect((await rightsOf([rule(overrides)])).coverSecrets).toBe(expected);
  });

  it.each([true, false])(
    'asks an authorizer that cannot list its rules whether Secrets are covered: %s (T33)',
    async allowed => {
      const rights = await rightsOf([], true, allowed);
      expect(rights.coverSecrets).toBe(allowed);
    },
  );

  it('survives an answer without rules', async () => {
    const rights = await rightsOf(undefined);
    expect(rights.mayWatch({ kind: 'Service', name: '' })).toBe(false);
  });
});
