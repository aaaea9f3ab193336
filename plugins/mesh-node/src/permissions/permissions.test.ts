import {
  meshClusterPermissionRules,
  meshServiceConditions,
  meshServicePermissionRules,
  matchesFilter,
  MeshServiceFilter,
} from '.';
import {
  createConditionTransformer,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';

const checkout = {
  service: 'shop/checkout',
  namespace: 'shop',
  ownerRefs: ['group:default/team-payments'],
};

describe('permission rules', () => {
  it('knows an owner of a service', () => {
    const { isOwner } = meshServicePermissionRules;
    expect(
      isOwner.apply(checkout, { claims: ['group:default/team-payments'] }),
    ).toBe(true);
    expect(
      isOwner.apply(checkout, { claims: ['group:default/team-search'] }),
    ).toBe(false);
    expect(isOwner.apply(checkout, { claims: [] })).toBe(false);
  });

  it('puts a cluster of unknown mesh into no mesh', () => {
    const { inMesh } = meshClusterPermissionRules;
    const lost = { name: 'c1', meshes: [] };
    expect(inMesh.apply(lost, { meshes: ['mesh-a', ''] })).toBe(false);
  });

  it('judges a tree of conditions as a list filter', () => {
    const rules = Object.values(meshServicePermissionRules);
    const ruleset = {
      getRuleByName: (name: string) => rules.find(rule => rule.name === name),
    } as unknown as PermissionRuleset<unknown, MeshServiceFilter>;
    const filter = createConditionTransformer(ruleset)({
      allOf: [
        meshServiceConditions.isOwner({
          claims: ['group:default/team-payments'],
        }),
        { not: meshServiceConditions.inNamespace({ namespaces: ['prod'] }) },
      ],
    });
    expect(matchesFilter(checkout, filter)).toBe(true);
    expect(matchesFilter({ ...checkout, namespace: 'prod' }, filter)).toBe(
      false,
    );
    expect(matchesFilter({ ...checkout, ownerRefs: [] }, filter)).toBe(false);
  });
});
