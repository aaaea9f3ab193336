import { IntentName } from '@meshwise/backstage-plugin-mesh-common';
import { serviceStanding } from '../../__testUtils__/serviceStanding';
import { neededPermissions } from './neededPermissions';

const TEAMS = ['team-payments', 'team-search'];

describe('neededPermissions', () => {
  it.each<[IntentName, readonly string[], string, readonly string[]]>([
    [
      'locality-failover',
      ['team-payments'],
      'all',
      ['mesh.failover.change team-payments'],
    ],
    [
      'grant-access',
      ['team-a', 'team-b'],
      'all',
      ['mesh.access.grant team-a', 'mesh.access.grant team-b'],
    ],
    ['revoke-access', [], 'all', []],
    [
      'drain-cluster',
      [],
      'any',
      ['mesh.cluster.drain eu-west-1', 'mesh.cluster.drain eu-central-1'],
    ],
    [
      'onboard-namespace',
      [],
      'any',
      [
        'mesh.namespace.onboard team-payments',
        'mesh.namespace.onboard team-search',
      ],
    ],
    ['onboard-namespace', ['team-a'], 'all', ['mesh.namespace.onboard team-a']],
    [
      'offboard-namespace',
      ['team-a'],
      'all',
      ['mesh.namespace.offboard team-a'],
    ],
    ['trust-root', ['team-a'], 'all', []],
  ])('of %s with owners %s are %s of %s', (intent, tenants, which, of) => {
    const needed = neededPermissions(
      intent,
      serviceStanding({ tenants }),
      TEAMS,
    );

    expect(needed.which).toBe(which);
    expect(
      needed.of.map(asked =>
        [
          asked.permission.name,
          'resourceRef' in asked ? asked.resourceRef : '',
        ].join(' '),
      ),
    ).toEqual(of);
  });
});
