import { matchesSelector } from '@meshwise/backstage-plugin-mesh-common';
import { parseLabelSelector } from './parseLabelSelector';

const labels = new Map([
  ['app', 'shop'],
  ['tier', 'web'],
]);

describe('parseLabelSelector', () => {
  it.each`
    text                        | matches
    ${'app=shop'}               | ${true}
    ${'app==shop,tier=web'}     | ${true}
    ${'app = shop'}             | ${true}
    ${'app=shop,tier=db'}       | ${false}
    ${'app!=shop'}              | ${false}
    ${'missing!=x'}             | ${true}
    ${'tier in (web, api)'}     | ${true}
    ${'tier in (api),app=shop'} | ${false}
    ${'tier notin (api,db)'}    | ${true}
    ${'app'}                    | ${true}
    ${'!app'}                   | ${false}
    ${'!canary,app'}            | ${true}
    ${'toString'}               | ${false}
  `('$text matches: $matches', ({ text, matches }) => {
    const selector = parseLabelSelector(text);
    expect(selector && matchesSelector(selector, labels)).toBe(matches);
  });

  it.each(['', ' ', ',', 'a b', '=x', 'a in b', 'app=a=b', '!!a'])(
    'does not read "%s"',
    text => expect(parseLabelSelector(text)).toBeUndefined(),
  );
});
