import { TextMatch } from '../model/records/virtualService';
import { ANY_REQUEST } from './gatewayApiRoutes';
import { routeMatchText } from './routeMatchText';

const text = (kind: TextMatch['kind'], value = '/a'): TextMatch => ({
  kind,
  value,
});

describe('routeMatchText, reference 6.3', () => {
  it.each<[string, TextMatch | undefined, string, string]>([
    ['no path', undefined, 'prefix:/', 'prefix:/'],
    ['any path', text('present'), 'prefix:/', 'prefix:/'],
    ['one path', text('exact'), 'exact:/a', 'exact:/a'],
    ['a pattern', text('regex'), 'regex:/a', 'regex:/a'],
    // Only a prefix of the Gateway API ends at a slash.
    ['a prefix', text('prefix'), 'prefix:/a', 'pathprefix:/a'],
    ['the prefix of all', text('prefix', '/'), 'prefix:/', 'prefix:/'],
  ])('%s', (_, uri, istio, gatewayApi) => {
    const match = { ...ANY_REQUEST, uri };
    expect(routeMatchText(match, 'istio')).toBe(istio);
    expect(routeMatchText(match, 'gateway-api')).toBe(gatewayApi);
  });

  it('without match everything is taken', () => {
    expect(routeMatchText(undefined, 'istio')).toBe('prefix:/');
    expect(routeMatchText(undefined, 'gateway-api')).toBe('prefix:/');
  });

  it.each<[string, TextMatch, string]>([
    ['a value', text('exact', 'jason'), 'header:user=jason'],
    ['a prefix', text('prefix', 'ja'), 'header:user^ja'],
    ['a pattern', text('regex', 'j.*'), 'header:user~j.*'],
    ['any value', text('present', ''), 'header:user present'],
    [
      'any value, as Istio writes it',
      text('regex', '*'),
      'header:user present',
    ],
  ])('a header with %s', (_, user, expected) => {
    expect(
      routeMatchText(
        { ...ANY_REQUEST, headers: new Map([['user', user]]) },
        'istio',
      ),
    ).toBe(`prefix:/ ${expected}`);
    expect(
      routeMatchText(
        { ...ANY_REQUEST, withoutHeaders: new Map([['user', user]]) },
        'istio',
      ),
    ).toBe(`prefix:/ not ${expected}`);
  });

  it('headers are told by name, those that HTTP itself gives a request first', () => {
    expect(
      routeMatchText(
        {
          ...ANY_REQUEST,
          headers: new Map([
            ['z', text('exact', '1')],
            ['a', text('exact', '2')],
          ]),
          withoutHeaders: new Map([['m', text('exact', '3')]]),
          method: text('exact', 'GET'),
          authority: text('exact', 'cart'),
          scheme: text('exact', 'https'),
        },
        'istio',
      ),
    ).toBe(
      'prefix:/ header::authority=cart header::method=GET header::scheme=https header:a=2 not header:m=3 header:z=1',
    );
  });
});
