import { parseFleetFile } from './fleetFile';

const served = {
  name: 'east-1',
  title: 'East 1',
  crds: ['istio'],
  podCidr: '10.1.0.0/16',
  serviceCidr: '10.2.0.0/16',
};

describe('parseFleetFile', () => {
  it('reads roots, served clusters and clusters that are only listed', () => {
    expect(
      parseFleetFile({
        roots: { main: { commonName: 'Root', validDays: 20 } },
        clusters: [
          { ...served, include: ['prod'], kubernetesVersion: '1.33' },
          { name: 'vault', signIn: 'oidc' },
        ],
      }),
    ).toEqual({
      roots: new Map([['main', { commonName: 'Root', validDays: 20 }]]),
      clusters: [
        { ...served, include: ['prod'], kubernetesVersion: '1.33' },
        { name: 'vault', title: 'vault', signIn: 'oidc' },
      ],
    });
  });

  it.each([
    ['a file that is no mapping', [], 'fleet.yaml must be a mapping'],
    ['no list of clusters', {}, 'clusters in fleet.yaml must be a list'],
    [
      'an unknown field',
      { clusters: [{ ...served, podCIDR: '' }] },
      'clusters[0] has the unknown field podCIDR; it may have name, title',
    ],
    [
      'an unknown bundle',
      { clusters: [{ ...served, crds: ['linkerd'] }] },
      'clusters[0].crds must be a list of istio, gateway-api',
    ],
    [
      'a wrong range',
      { clusters: [{ ...served, podCidr: '10.1.0.0' }] },
      'clusters[0].podCidr must be a text that matches',
    ],
    [
      'a name that is no DNS label',
      { clusters: [{ ...served, name: 'East_1' }] },
      'clusters[0].name must be a text that matches',
    ],
    [
      'a name used twice',
      { clusters: [served, served] },
      'clusters in fleet.yaml name east-1 twice',
    ],
    [
      'a root without an end',
      { roots: { main: { commonName: 'Root' } }, clusters: [] },
      'roots.main.validDays must be a number of days',
    ],
    [
      'another way to sign in',
      { clusters: [{ name: 'vault', signIn: 'saml' }] },
      'clusters[0].signIn must be oidc',
    ],
  ])('refuses %s', (_, content, message) => {
    expect(() => parseFleetFile(content)).toThrow(message);
  });
});
