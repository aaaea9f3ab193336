import { FleetLoss } from '@meshwise/backstage-plugin-mesh-common';
import { lossesOfParam, tokenOfLoss } from './lostParam';

describe('losses in the page address', () => {
  it.each<readonly [string, FleetLoss]>([
    ['eu-west-1', { code: 'cluster', cluster: 'eu-west-1' }],
    ['gateways:c1', { code: 'gateways', cluster: 'c1' }],
    ['place:eu-west', { code: 'locality', locality: 'eu-west' }],
    ['place:eu-west/a', { code: 'locality', locality: 'eu-west/a' }],
    [
      'istiod:c1/istio-system/istiod-1-29',
      {
        code: 'control-plane',
        controlPlane: {
          cluster: 'c1',
          namespace: 'istio-system',
          deployment: 'istiod-1-29',
        },
      },
    ],
    ['a%2Cb%3Ac%2Fd', { code: 'cluster', cluster: 'a,b:c/d' }],
  ])('%s', (token, loss) => {
    expect(tokenOfLoss(loss)).toBe(token);
    expect(lossesOfParam(token)).toEqual([loss]);
  });

  it('are several, in their order', () => {
    expect(lossesOfParam('c1,gateways:c2').map(({ code }) => code)).toEqual([
      'cluster',
      'gateways',
    ]);
  });

  it.each([
    '',
    ',',
    'moon:c1',
    'istiod:c1',
    'istiod:a/b/c/d',
    'c1/c2',
    '%',
    'gateways:',
  ])('ignore "%s"', text => {
    expect(lossesOfParam(text)).toEqual([]);
  });

  it('leave out what cannot be chosen', () => {
    expect(tokenOfLoss({ code: 'link', cluster: 'c1' })).toBeUndefined();
  });
});
