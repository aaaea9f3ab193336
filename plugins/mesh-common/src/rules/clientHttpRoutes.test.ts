import {
  HttpMatch,
  HttpRoute,
  TextMatch,
} from '../model/records/virtualService';
import { clientHttpRoutes, weightedDestinations } from './clientHttpRoutes';
import { ANY_REQUEST } from './gatewayApiRoutes';

const route = (
  name: string,
  ...match: readonly Partial<HttpMatch>[]
): HttpRoute => ({
  name,
  match: match.map(part => ({ ...ANY_REQUEST, ...part })),
  route: [],
  redirect: undefined,
  directResponse: undefined,
  delegate: undefined,
  mirrors: [],
});

const text = (kind: TextMatch['kind'], value: string): TextMatch => ({
  kind,
  value,
});
const named = new Map([['x', text('exact', 'y')]]);

const CLIENT = {
  gateway: 'mesh',
  namespace: 'web',
  labels: new Map([
    ['app', 'web'],
    ['version', 'v1'],
  ]),
};

const given = (...routes: readonly HttpRoute[]) =>
  clientHttpRoutes(routes, CLIENT, 80).map(found => found.route.name);

describe('clientHttpRoutes, reference 6.3', () => {
  it.each<[string, Partial<HttpMatch>, boolean]>([
    ['its port', { port: 80 }, true],
    ['another port', { port: 81 }, false],
    ['its namespace', { sourceNamespace: 'web' }, true],
    ['another namespace', { sourceNamespace: 'pay' }, false],
    ['some of its labels', { sourceLabels: new Map([['app', 'web']]) }, true],
    ['other labels', { sourceLabels: new Map([['app', 'pay']]) }, false],
    ['the mesh', { gateways: ['edge/main', 'mesh'] }, true],
    ['a gateway', { gateways: ['edge/main'] }, false],
    [
      'the mesh, and then nothing else of the client',
      { gateways: ['mesh'], sourceNamespace: 'pay' },
      true,
    ],
    ['the mesh at another port', { gateways: ['mesh'], port: 81 }, false],
  ])('a match for %s', (_, match, expected) => {
    expect(given(route('r', match))).toEqual(expected ? ['r'] : []);
  });

  it.each<[string, Partial<HttpMatch>, boolean]>([
    ['nothing that is asked of the request', {}, true],
    ['every path', { uri: text('prefix', '/') }, true],
    ['every path, as an expression', { uri: text('regex', '.*') }, true],
    ['some paths', { uri: text('prefix', '/a') }, false],
    ['one path', { uri: text('exact', '/') }, false],
    ['paths by another expression', { uri: text('regex', '/') }, false],
    ['a star that is no expression', { uri: text('prefix', '.*') }, false],
    ['a header', { headers: named }, false],
    ['a header that must be missing', { withoutHeaders: named }, false],
    ['a parameter', { queryParams: named }, false],
    ['a method', { method: text('exact', 'GET') }, false],
    ['an authority', { authority: text('exact', 'a') }, false],
    ['a scheme', { scheme: text('exact', 'https') }, false],
  ])('what follows a match for %s', (_, match, isLast) => {
    expect(given(route('first', match), route('second'))).toEqual(
      isLast ? ['first'] : ['first', 'second'],
    );
  });

  it('nothing follows a route without match', () => {
    expect(given(route('first'), route('second'))).toEqual(['first']);
  });

  it('every match of a route that applies is one, in order', () => {
    const found = clientHttpRoutes(
      [
        route(
          'r',
          { uri: text('prefix', '/a') },
          { port: 81 },
          { uri: text('prefix', '/b') },
        ),
      ],
      CLIENT,
      80,
    );
    expect(found.map(({ match }) => match?.uri?.value)).toEqual(['/a', '/b']);
  });
});

describe('weightedDestinations, reference 6.3', () => {
  const to = (host: string, weight: number) => ({
    host,
    subset: '',
    port: 80,
    weight,
  });

  it('one alone gets everything', () => {
    expect(weightedDestinations([to('a', 0)])).toEqual([to('a', 100)]);
  });

  it('of several, those without weight are left out', () => {
    expect(weightedDestinations([to('a', 1), to('b', 0), to('c', 3)])).toEqual([
      to('a', 1),
      to('c', 3),
    ]);
    expect(weightedDestinations([])).toEqual([]);
  });
});
