import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { rbacPage } from './rbacPage';
import { PolicyRule, readerRules, WRITER_RULES } from './roles';

const FORBIDDEN_RESOURCES = [
  '*',
  'secrets',
  'nodes/proxy',
  'pods/exec',
  'pods/log',
  'pods/portforward',
  'pods/attach',
  'serviceaccounts/token',
];

const allows = (
  rules: readonly PolicyRule[],
  verb: string,
  resource: string,
): boolean =>
  rules.some(
    rule => rule.verbs.includes(verb) && rule.resources.includes(resource),
  );

describe('roles', () => {
  it.each([
    ['reader', readerRules(['1-31'])],
    ['writer', WRITER_RULES],
  ])(
    'T07 give the %s no way to secrets, processes or more rights',
    (_, rules) => {
      for (const rule of rules) {
        expect(rule.resources).not.toEqual(
          expect.arrayContaining([expect.stringContaining('*')]),
        );
        for (const resource of FORBIDDEN_RESOURCES) {
          expect(rule.resources).not.toContain(resource);
        }
        for (const verb of ['*', 'escalate', 'impersonate', 'approve']) {
          expect(rule.verbs).not.toContain(verb);
        }
        // Handing out roles is limited to named ones.
        expect(rule.verbs.includes('bind') && !rule.resourceNames).toBe(false);
      }
    },
  );

  it('let the reader read ConfigMaps by name only, one name for each revision', () => {
    const names = readerRules(['1-29', '1-31'])
      .filter(({ resources }) => resources.includes('configmaps'))
      .map(({ resourceNames }) => resourceNames);
    expect(names).not.toContain(undefined);
    expect(names.flat()).toEqual(
      expect.arrayContaining([
        'istio',
        'istio-1-29',
        'istio-1-31',
        'istio-ca-root-cert',
      ]),
    );
    expect(names.flat()).not.toContain('istio-*');
  });

  it('let the reader write nothing, and the writer watch nothing', () => {
    for (const verb of ['create', 'update', 'patch', 'delete']) {
      expect(allows(readerRules([]), verb, 'namespaces')).toBe(false);
    }
    for (const verb of ['list', 'watch']) {
      expect(WRITER_RULES.flatMap(({ verbs }) => verbs)).not.toContain(verb);
    }
  });

  it('are what docs/rbac.md says; npm run lab -- roles writes it', async () => {
    const path = resolve(__dirname, '../../../docs/rbac.md');
    expect(await readFile(path, 'utf8')).toBe(rbacPage());
  });
});
