import { fleet } from '../__testUtils__/fleet';
import { docs, istiod } from '../__testUtils__/meshYaml';
import { Rule } from '../model/rule';
import { allViews } from './allViews';
import { answer } from './answer';
import { settingsApart } from './meshConfigDrift';

/** In what two control planes of a cluster differ, by their mesh config. */
function apart(
  active: string,
  standby: string,
  namespaces: readonly [string, string] = ['istio-system', 'istio-system'],
) {
  const rule: Rule<void, readonly string[]> = {
    source: '6.5',
    nameOf: () => 'apart',
    ask(mesh) {
      const [a, b] = mesh.ask(allViews, undefined);
      return settingsApart(a, b);
    },
  };
  const [home, other] = namespaces;
  const c1 = docs(
    istiod('c1', { namespace: home, mesh: active }),
    istiod('c1', { namespace: other, revision: 'blue', mesh: standby }),
  );
  return answer(fleet({ c1 }), rule, undefined).value;
}

describe('settingsApart, reference 6.5', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['nothing', '', '', []],
    ['the same', 'trustDomain: a', 'trustDomain: a', []],
    ['one setting', 'trustDomain: a', 'trustDomain: b', ['trustDomain']],
    [
      'several, in the order in which they are told',
      'enableAutoMtls: false, trustDomain: a',
      'rootNamespace: root',
      ['trustDomain', 'rootNamespace', 'enableAutoMtls'],
    ],
  ])('%s', (_, active, standby, expected) => {
    expect(apart(active, standby)).toEqual(expected);
  });

  it('each may be its own root namespace', () => {
    expect(apart('', '', ['blue', 'green'])).toEqual([]);
    expect(apart('rootNamespace: blue', '', ['blue', 'green'])).toEqual([]);
  });

  it('but not one of them only', () => {
    expect(apart('rootNamespace: root', '', ['blue', 'green'])).toEqual([
      'rootNamespace',
    ]);
  });

  it('nor do they differ where both name the same', () => {
    expect(apart('', 'rootNamespace: blue', ['blue', 'green'])).toEqual([]);
  });
});
