import { ApiAnswer } from './ApiServer';
import { Rights } from './Rights';

const { signal } = new AbortController();

function rightsOf(
  resourceRules: readonly object[] | undefined,
  incomplete = false,
): Promise<Rights | undefined> {
  const status = { resourceRules, incomplete };
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
    expect(rights?.mayWatch({ kind: 'Service', name: '' })).toBe(expected);
  });

  it('knows rights to single objects', async () => {
    const rights = await rightsOf([
      rule({ resources: ['configmaps'], resourceNames: ['istio'] }),
    ]);
    const may = (name: string) =>
      rights?.mayWatch({ kind: 'MeshConfig', name });
    expect(may('istio')).toBe(true);
    expect(may('istio-blue')).toBe(false);
  });

  it('says nothing when the cluster cannot tell all', async () => {
    expect(await rightsOf([], true)).toBeUndefined();
  });

  it('survives an answer without rules', async () => {
    const rights = await rightsOf(undefined);
    expect(rights?.mayWatch({ kind: 'Service', name: '' })).toBe(false);
  });
});
