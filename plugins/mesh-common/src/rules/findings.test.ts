import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fleet, seenAs } from '../__testUtils__/fleet';
import { Memo } from '../model/memo';
import { defineCheck } from './check';
import { findingKey } from './finding';
import { CHECKS, findings } from './findings';

const PAGES = resolve(__dirname, '../../../../docs/findings');

const page = (code: string) =>
  readFileSync(resolve(PAGES, `${code}.md`), 'utf8');

describe('the registry of checks', () => {
  it('has a page for each code, and no page without a check', () => {
    const pages = readdirSync(PAGES).filter(name => name !== 'README.md');
    expect(pages.sort()).toEqual(
      [...new Set(CHECKS.map(({ code }) => `${code}.md`))].sort(),
    );
  });

  it.each(CHECKS.map(check => [check.code, check] as const))(
    '%s: its page says what it means, how it is found and how to fix it',
    (code, { source }) => {
      const text = page(code);
      expect(text).toMatch(new RegExp(`^# ${code}: `));
      expect(text).toContain(`Section of the Istio rules: ${source}.`);
      for (const part of ['What it means', 'How it is found', 'How to fix it'])
        expect(text).toMatch(new RegExp(`## ${part}\\n\\n\\S`));
      expect(page('README')).toContain(`[${code}](${code}.md)`);
    },
  );

  it.each(CHECKS.map(({ code }) => [code]))('%s is kebab case', code => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });

  it('names each check once', () => {
    expect(new Set(CHECKS.map(({ code }) => code)).size).toBe(CHECKS.length);
    expect(existsSync(PAGES)).toBe(true);
  });
});

describe('findings', () => {
  const check = defineCheck<string>({
    code: 'a-test',
    source: '0.0',
    subjects: mesh => mesh.clusters(),
    nameOf: cluster => cluster,
    find: (mesh, cluster) =>
      mesh.list(cluster, 'Namespace').map(({ name }) => {
        mesh.because(
          { cluster, kind: 'Namespace', namespace: '', name },
          'metadata.name',
        );
        return {
          severity: name === 'bad' ? ('error' as const) : ('info' as const),
          subject: {
            kind: 'Namespace',
            namespace: '',
            name,
            clusters: [cluster],
          },
          message: 'm',
          fix: 'f',
        };
      }),
  });
  const namespace = (name: string) =>
    `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}`;
  const snapshot = fleet({
    c1: namespace('good'),
    c2: namespace('bad'),
    c3: '',
  });
  const checks = [check];

  it('are the worst first, each with the evidence of its own subject', () => {
    const { findings: found, partial } = findings(snapshot, { checks });
    expect(found.map(findingKey)).toEqual([
      'a-test Namespace  bad c2',
      'a-test Namespace  good c1',
    ]);
    expect(
      found.map(({ because }) => because.map(({ object }) => object.cluster)),
    ).toEqual([['c2'], ['c1']]);
    expect(partial).toEqual([]);
  });

  it('say what could not be seen, of a finding and of the whole check', () => {
    const stale = seenAs(snapshot, { cluster: 'c2', state: 'timeout' });
    const blind = seenAs(stale, { cluster: 'c3', state: 'forbidden' });
    const { findings: found, partial } = findings(blind, { checks });
    expect(
      found.map(({ gaps }) =>
        gaps.map(({ cluster, state }) => [cluster, state]),
      ),
    ).toEqual([[['c2', 'timeout']], []]);
    expect(partial).toMatchObject([
      { code: 'a-test', gaps: [{ cluster: 'c2' }, { cluster: 'c3' }] },
    ]);
  });

  it('are asked again only where something changed', () => {
    let asked = 0;
    const counting = defineCheck<string>({
      code: 'counting',
      source: '0.0',
      subjects: mesh => mesh.clusters(),
      nameOf: cluster => cluster,
      find(mesh, cluster) {
        asked++;
        mesh.list(cluster, 'Namespace');
        return [];
      },
    });
    const memo = Memo.create();
    findings(snapshot, { checks: [counting], memo });
    const changed = snapshot.with({
      code: 'delete',
      cluster: 'c2',
      kind: 'Namespace',
      namespace: '',
      name: 'bad',
    });
    findings(changed, { checks: [counting], memo });
    expect(asked).toBe(3 + 1);
  });

  it('of an empty fleet are none', () => {
    expect(findings(fleet({}))).toEqual({ findings: [], partial: [] });
  });

  it('of a fleet that cannot be seen are none, and every check says so', () => {
    const blind = seenAs(fleet({ c1: '' }), {
      cluster: 'c1',
      state: 'forbidden',
    });
    const { findings: found, partial } = findings(blind);
    expect(found).toEqual([]);
    expect(partial.map(({ code }) => code)).toEqual(
      CHECKS.map(({ code }) => code),
    );
  });
});
