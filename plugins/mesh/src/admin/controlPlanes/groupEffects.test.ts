import { UpgradeEffect } from '@meshwise/backstage-plugin-mesh-common';
import { groupEffects } from './groupEffects';

function effect(name: string, then: string): UpgradeEffect {
  const place = { cluster: 'c1', namespace: 'shop' };
  return {
    host: 'cart.shop.svc.cluster.local',
    aspect: 'endpoints',
    now: [],
    then: [then],
    callers: { ...place, name, pods: 1, client: { ...place, pod: name } },
    causes: [],
  };
}

describe('groupEffects', () => {
  it('puts callers together for whom the very same changes', () => {
    const groups = groupEffects([
      effect('web', 'a'),
      effect('app', 'b'),
      effect('job', 'a'),
    ]);

    expect(
      groups.map(({ effect: { then }, callers }) => [
        then,
        callers.map(({ name }) => name),
      ]),
    ).toEqual([
      [['a'], ['web', 'job']],
      [['b'], ['app']],
    ]);
  });
});
