import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { answerPeople, PEOPLE_COMMANDS } from '../cli/peopleCommand';
import {
  destinationRule,
  outlierDetection,
  serviceFleetObjects,
} from './__testUtils__/serviceFleet';

const SERVICE = 'shop/cart';

let folder: string;

/** The fleet as a folder of YAML: two callers, everything in one network. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mesh-'));
  const place = (locality: string, count: number) => ({
    pods: count > 0 ? [{ count, locality }] : [],
    locality,
    network: 'n1',
  });
  const fleet = serviceFleetObjects({
    clusters: {
      c0: place('eu/a', 0),
      c1: place('eu/a', 2),
      c2: place('us/x', 2),
    },
    config: [destinationRule(outlierDetection())],
  });
  for (const [cluster, objects] of fleet) {
    const dir = join(folder, 'clusters', cluster);
    mkdirSync(dir, { recursive: true });
    const documents = objects.map(object => stringify(object));
    writeFileSync(join(dir, 'objects.yaml'), documents.join('---\n'));
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

function run(
  name: string,
  options: Partial<Parameters<typeof answerPeople>[1]> = {},
) {
  const ask = PEOPLE_COMMANDS.get(name);
  if (!ask) throw new Error(`no command ${name}`);
  const { out, problem, exitCode } = answerPeople(ask, {
    snapshot: folder,
    service: undefined,
    lose: undefined,
    to: undefined,
    json: false,
    ...options,
  });
  return { text: out.join('\n'), problem, exitCode };
}

describe('findings', () => {
  it('names what is wrong and what to do, and ends with the severity', () => {
    const { text, exitCode } = run('findings');
    expect(text).toMatch(/^SEVERITY +CODE +SUBJECT +CLUSTERS\n/);
    expect(text).toMatch(
      /\nwarning +control-plane-single-point +ControlPlane\/istio-system\/istiod +c0\n {2}Control plane .*\n {2}Fix: /,
    );
    expect(exitCode).toBe(text.includes('\nerror ') ? 2 : 1);
  });

  it('are the same as data', () => {
    const { text, exitCode } = run('findings', { json: true });
    const data: { findings: { code: string }[] } = JSON.parse(text);
    expect(data.findings.map(({ code }) => code)).toContain(
      'control-plane-single-point',
    );
    expect(exitCode).toBe(run('findings').exitCode);
  });
});

describe('whatif', () => {
  it('is an error where calls are lost', () => {
    const { text, exitCode } = run('whatif', {
      service: SERVICE,
      lose: 'cluster=c1',
    });
    expect(text).toMatch(/^shop\/cart: lost\n/);
    expect(text).toMatch(
      /c0 web in eu\/a, 1 pod +lost +c1 100 % +c1 100 % \(100 % fail\) .*ejection-weak/,
    );
    expect(exitCode).toBe(2);
  });

  it.each([
    ['zone=us/x', 0],
    ['gateway=c2', 0],
    ['cluster=c0', 1],
  ])('with %s lost ends with %d', (lose, exitCode) => {
    expect(run('whatif', { service: SERVICE, lose }).exitCode).toBe(exitCode);
  });

  it('writes maps as objects', () => {
    const { text } = run('whatif', {
      service: SERVICE,
      lose: 'cluster=c1',
      json: true,
    });
    const outcome: {
      groups: { before: { routes: { ejection: object }[] } }[];
    } = JSON.parse(text);
    expect(Object.keys(outcome.groups[0].before.routes[0].ejection)).toEqual([
      'outbound|80||cart.shop.svc.cluster.local',
    ]);
  });
});

describe('explain', () => {
  it('shows endpoints, governance and where requests go', () => {
    const { text, exitCode } = run('explain', { service: SERVICE });
    expect(text).toMatch(/\nc1 +2 of 2 +n1 +eu\/a 2\/2 +80\/http +defined/);
    expect(text).toMatch(
      /\nc2 +2 +unknown cluster istio-system\/default +1\.31\.0 /,
    );
    expect(text).toMatch(/\nc0 web in eu\/a, 1 pod +c1 100 %/);
    expect(text).toMatch(
      /\nc0 web\/web +c1 +unknown +direct +not known: .*27 roots trusted/,
    );
    expect(exitCode).toBe(0);
  });

  it('names what could not be read, and is then no good news', () => {
    const file = join(folder, 'clusters', 'c2', 'broken.yaml');
    writeFileSync(
      file,
      'apiVersion: v1\nkind: Pod\nmetadata: {name: [x], namespace: shop}\n',
    );
    const { text, exitCode } = run('explain', { service: SERVICE });
    rmSync(file);
    expect(text).toMatch(/\nnot seen: Pod .*of c2 is unreadable/);
    expect(exitCode).toBe(1);
  });
});

describe('upgrade', () => {
  it('to the same version changes nothing', () => {
    const { text, exitCode } = run('upgrade', { to: '1.31' });
    expect(text).toBe('istio-system/istiod in c0, 1.31.0 to 1.31: unchanged');
    expect(exitCode).toBe(0);
  });

  it('names callers, what changes and the documented change', () => {
    const file = join(folder, 'clusters', 'c1', 'unready.yaml');
    writeFileSync(
      file,
      stringify({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: 'cart-unready',
          namespace: 'shop',
          labels: { 'kubernetes.io/service-name': 'cart' },
        },
        addressType: 'IPv4',
        ports: [{ name: 'http', port: 8080 }],
        endpoints: [
          {
            addresses: ['10.1.9.9'],
            conditions: { ready: false, serving: false, terminating: false },
          },
        ],
      }),
    );
    const { text, exitCode } = run('upgrade', { to: '1.30' });
    rmSync(file);
    expect(text).toMatch(/, 1\.31\.0 to 1\.30: changed\n/);
    expect(text).toMatch(
      /\nc0 web\/web +cart\.shop\.svc\.cluster\.local +endpoints\n/,
    );
    expect(text).toMatch(/\n {2}- 80: 10\.1\.9\.9:8080 in c1, unhealthy\n/);
    expect(text).toMatch(/\n {2}Since 1\.31: Unready endpoints are sent /);
    expect(exitCode).toBe(1);
  });
});

describe('asked wrongly', () => {
  it.each([
    ['findings', { snapshot: undefined }, 'Say --snapshot DIR'],
    ['findings', { snapshot: '/nowhere' }, '/nowhere is not a folder'],
    ['findings', { snapshot: __dirname }, 'has no folder "clusters"'],
    ['explain', {}, 'Say --service namespace/name'],
    ['explain', { service: 'cart' }, '"cart" does not name a service'],
    ['explain', { service: 'shop/nope' }, 'defines the Service shop/nope'],
    ['whatif', { service: SERVICE }, 'Say --lose cluster=NAME'],
    ['upgrade', {}, 'Say --to 1.31'],
    ['upgrade', { to: 'newest' }, '"newest" is no version of Istio'],
    ['whatif', { service: SERVICE, lose: 'node=n' }, 'cannot be lost'],
    ['whatif', { service: SERVICE, lose: 'cluster=c9' }, 'c0, c1, c2'],
    ['whatif', { service: SERVICE, lose: 'zone=eu/z' }, 'eu/a, us/x'],
  ])('%s %j names the cure', (name, options, cure) => {
    const { text, problem, exitCode } = run(name, options);
    expect(problem).toContain(cure);
    expect({ text, exitCode }).toEqual({ text: '', exitCode: 3 });
  });
});
