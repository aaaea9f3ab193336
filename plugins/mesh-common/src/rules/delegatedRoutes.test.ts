import { NO_LABELS } from '../model/record';
import {
  HttpMatch,
  HttpRoute,
  TextMatch,
  VirtualServiceRecord,
} from '../model/records/virtualService';
import { delegatedRoutes, isExportedTo } from './delegatedRoutes';
import { ANY_REQUEST } from './gatewayApiRoutes';

const ROUTE: HttpRoute = {
  name: '',
  match: [],
  route: [],
  redirect: undefined,
  directResponse: undefined,
  delegate: undefined,
  mirrors: [],
};

function virtualService(http: readonly HttpRoute[]): VirtualServiceRecord {
  return {
    namespace: 'shop',
    name: 'r',
    uid: '',
    created: 0,
    deleting: false,
    labels: NO_LABELS,
    annotations: NO_LABELS,
    hosts: [],
    gateways: [],
    exportTo: [],
    http,
    tls: [],
    tcp: [],
  };
}

/** Matches that are left of a delegate's. */
function matches(root: Partial<HttpMatch>, leaf: Partial<HttpMatch>) {
  const delegate = { namespace: 'shop', name: 'leaf' };
  const found = delegatedRoutes(
    virtualService([
      { ...ROUTE, match: [{ ...ANY_REQUEST, ...root }], delegate },
    ]),
    () => virtualService([{ ...ROUTE, match: [{ ...ANY_REQUEST, ...leaf }] }]),
  );
  return found.flatMap(({ match }) => match);
}

const text = (kind: TextMatch['kind'], value = ''): TextMatch => ({
  kind,
  value,
});

describe('matches of a delegate, reference 6.3', () => {
  it.each<[string, TextMatch, TextMatch, boolean]>([
    ['the same exact', text('exact', '/a'), text('exact', '/a'), true],
    ['another exact', text('exact', '/a'), text('exact', '/b'), false],
    ['prefix under exact', text('exact', '/a'), text('prefix', '/a'), false],
    ['longer prefix', text('prefix', '/a'), text('prefix', '/a/b'), true],
    ['shorter prefix', text('prefix', '/a/b'), text('prefix', '/a'), false],
    ['exact in prefix', text('prefix', '/a'), text('exact', '/a/b'), true],
    ['presence under prefix', text('prefix', '/a'), text('present'), false],
    ['presence under exact', text('exact', '/a'), text('present'), false],
    ['prefix under presence', text('present'), text('prefix', '/a'), false],
    ['regex under prefix', text('prefix', '/a'), text('regex', '/a.*'), false],
    ['regex twice', text('regex', '/a.*'), text('regex', '/a.*'), false],
  ])('%s', (_, root, leaf, kept) => {
    expect(matches({ uri: root }, { uri: leaf })).toHaveLength(kept ? 1 : 0);
    const headers = (match: TextMatch) => ({
      headers: new Map([['x', match]]),
    });
    expect(matches(headers(root), headers(leaf))).toHaveLength(kept ? 1 : 0);
  });

  it.each<[string, Partial<HttpMatch>, Partial<HttpMatch>, boolean]>([
    ['one port', { port: 80 }, {}, true],
    ['two ports', { port: 80 }, { port: 81 }, false],
    [
      'a namespace that the delegate leaves out',
      { sourceNamespace: 'a' },
      {},
      false,
    ],
    [
      'a namespace that only the delegate names',
      {},
      { sourceNamespace: 'a' },
      true,
    ],
    [
      'paths of any case in both',
      { ignoreUriCase: true },
      { ignoreUriCase: true },
      true,
    ],
    ['paths of any case in the root', { ignoreUriCase: true }, {}, false],
    ['paths of any case in the delegate', {}, { ignoreUriCase: true }, false],
    ['fewer gateways', { gateways: ['g', 'mesh'] }, { gateways: ['g'] }, true],
    ['other gateways', { gateways: ['g'] }, { gateways: ['mesh'] }, false],
    [
      'labels that differ',
      { sourceLabels: new Map([['app', 'a']]) },
      { sourceLabels: new Map([['app', 'b']]) },
      false,
    ],
  ])('%s', (_, root, leaf, kept) => {
    expect(matches(root, leaf)).toHaveLength(kept ? 1 : 0);
  });
});

/** Routes of a root of one route with a delegate of several. */
function delegated(
  root: Partial<HttpRoute>,
  ...leaves: readonly Partial<HttpRoute>[]
) {
  const delegate = { namespace: 'shop', name: 'leaf' };
  return delegatedRoutes(
    virtualService([{ ...ROUTE, delegate, ...root }]),
    ({ name }) =>
      name === 'leaf'
        ? virtualService(leaves.map(leaf => ({ ...ROUTE, ...leaf })))
        : undefined,
  );
}

const at = (port: number): HttpMatch => ({ ...ANY_REQUEST, port });
const mirror = (host: string) => [{ host, subset: '', port: 80, weight: 100 }];

describe('routes of a delegate, reference 6.3', () => {
  it('take the place of the route that delegates to them', () => {
    const before = { ...ROUTE, name: 'before' };
    const found = delegatedRoutes(
      virtualService([
        before,
        { ...ROUTE, delegate: { namespace: 'shop', name: 'leaf' } },
      ]),
      () =>
        virtualService([
          { ...ROUTE, name: 'a' },
          { ...ROUTE, name: 'b' },
        ]),
    );
    expect(found.map(({ name }) => name)).toEqual(['before', 'a', 'b']);
  });

  it('are none where the delegate does not exist', () => {
    expect(
      delegated({ delegate: { namespace: 'shop', name: 'lost' } }, {}),
    ).toEqual([]);
  });

  it('have the matches of whichever side has some', () => {
    expect(delegated({ match: [at(80)] }, {})[0].match).toEqual([at(80)]);
    expect(delegated({}, { match: [at(81)] })[0].match).toEqual([at(81)]);
    expect(delegated({}, {})[0].match).toEqual([]);
  });

  it('have every match of the delegate under every one of the root that it fits', () => {
    const path = (kind: 'prefix' | 'exact', value: string) => ({
      ...ANY_REQUEST,
      uri: { kind, value },
    });
    const roots = [path('prefix', '/a'), path('prefix', '/a/b'), at(80)];
    expect(
      delegated({ match: roots }, { match: [path('exact', '/a/b')] })[0].match,
    ).toEqual([
      path('exact', '/a/b'),
      path('exact', '/a/b'),
      { ...path('exact', '/a/b'), port: 80 },
    ]);
  });

  it('are left out as a whole when one match fits nothing', () => {
    expect(
      delegated({ match: [at(80)] }, { match: [at(80), at(81)] }, {}),
    ).toHaveLength(1);
  });

  it('ask for all that either side asks for, the delegate first', () => {
    const names = (...keys: readonly string[]) =>
      new Map(keys.map(key => [key, text('exact', key)] as const));
    const root: HttpMatch = {
      uri: text('prefix', '/a'),
      ignoreUriCase: false,
      scheme: text('exact', 'https'),
      method: text('exact', 'GET'),
      authority: text('exact', 'a.example.com'),
      headers: names('a'),
      withoutHeaders: names('b'),
      queryParams: names('c'),
      port: 80,
      sourceLabels: new Map([['app', 'web']]),
      sourceNamespace: 'web',
      gateways: ['mesh', 'edge/main'],
    };
    const leaf: HttpMatch = {
      ...ANY_REQUEST,
      uri: text('exact', '/a/b'),
      headers: names('d'),
      withoutHeaders: names('e'),
      queryParams: names('f'),
      sourceLabels: new Map([['version', 'v1']]),
      sourceNamespace: 'web',
      gateways: ['mesh'],
    };
    expect(delegated({ match: [root] }, { match: [leaf] })[0].match).toEqual([
      {
        ...root,
        uri: text('exact', '/a/b'),
        headers: names('a', 'd'),
        withoutHeaders: names('b', 'e'),
        queryParams: names('c', 'f'),
        sourceLabels: new Map([
          ['app', 'web'],
          ['version', 'v1'],
        ]),
        gateways: ['mesh'],
      },
    ]);
  });

  it.each<[string, Partial<HttpMatch>, Partial<HttpMatch>]>([
    [
      'scheme',
      { scheme: text('exact', 'http') },
      { scheme: text('exact', 'https') },
    ],
    [
      'method',
      { method: text('exact', 'GET') },
      { method: text('exact', 'PUT') },
    ],
    [
      'authority',
      { authority: text('exact', 'a') },
      { authority: text('exact', 'b') },
    ],
    [
      'header that must be missing',
      { withoutHeaders: new Map([['a', text('exact', 'x')]]) },
      { withoutHeaders: new Map([['a', text('exact', 'y')]]) },
    ],
    [
      'parameter',
      { queryParams: new Map([['a', text('exact', 'x')]]) },
      { queryParams: new Map([['a', text('exact', 'y')]]) },
    ],
  ])('contradict the root by %s', (_, root, leaf) => {
    expect(matches(root, leaf)).toEqual([]);
    expect(matches(root, {})).toHaveLength(1);
    expect(matches({}, leaf)).toHaveLength(1);
  });

  it('answer and mirror as they say, else as the root does', () => {
    const root = { directResponse: 503, mirrors: mirror('root') };
    expect(delegated(root, {})[0]).toMatchObject(root);
    const own = { directResponse: 404, mirrors: mirror('leaf') };
    expect(delegated(root, own)[0]).toMatchObject(own);
  });
});

describe('isExportedTo, reference 3.8', () => {
  it.each<[string, readonly string[], readonly string[], boolean]>([
    ['everybody', ['*'], [], true],
    ['the client', ['web'], [], true],
    ['somebody else', ['other'], [], false],
    ['its own namespace', ['.'], [], false],
    ['nobody', ['~'], [], false],
    ['everybody by default', [], ['*'], true],
    ['its own namespace by default', [], ['.'], false],
    ['the client, whatever the default', ['web'], ['.'], true],
    ['its own namespace, whatever the default', ['.'], ['*'], false],
  ])('to %s', (_, exportTo, defaults, expected) => {
    expect(isExportedTo({ namespace: 'shop', exportTo }, 'web', defaults)).toBe(
      expected,
    );
  });

  it('to its own namespace, for a client of it', () => {
    expect(
      isExportedTo({ namespace: 'shop', exportTo: ['.'] }, 'shop', []),
    ).toBe(true);
  });
});
