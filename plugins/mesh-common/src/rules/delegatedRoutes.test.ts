import { NO_LABELS } from '../model/record';
import {
  HttpMatch,
  HttpRoute,
  TextMatch,
  VirtualServiceRecord,
} from '../model/records/virtualService';
import { delegatedRoutes } from './delegatedRoutes';

const MATCH: HttpMatch = {
  uri: undefined,
  scheme: undefined,
  method: undefined,
  authority: undefined,
  headers: new Map(),
  withoutHeaders: new Map(),
  queryParams: new Map(),
  port: undefined,
  sourceLabels: NO_LABELS,
  sourceNamespace: undefined,
  gateways: [],
};

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
    virtualService([{ ...ROUTE, match: [{ ...MATCH, ...root }], delegate }]),
    () => virtualService([{ ...ROUTE, match: [{ ...MATCH, ...leaf }] }]),
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
