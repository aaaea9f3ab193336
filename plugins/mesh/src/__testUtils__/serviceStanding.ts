import { ServiceStanding } from '@meshwise/backstage-plugin-mesh-common';
import { NOW, SERVICE } from './fixtures';
import { part } from './serviceConfig';

const DAY = 24 * 60 * 60 * 1000;

/** A service in two clusters that is reached from both, fails over, and whose root ends in half a year. */
export function serviceStanding(
  overrides: Partial<ServiceStanding> = {},
): ServiceStanding {
  return {
    service: SERVICE,
    tenants: ['team-payments'],
    reach: part({
      reached: ['eu-west-1', 'eu-central-1'],
      unreached: [],
      unknown: [],
    }),
    failover: part({
      parts: ['eu-west-1', 'eu-central-1'],
      armed: ['eu-west-1', 'eu-central-1'],
      weak: [],
      notArmed: [],
      unknown: [],
      ways: [
        {
          client: 'eu-west-1',
          active: ['eu-west-1'],
          standby: ['eu-central-1'],
        },
      ],
    }),
    trust: part({ roots: 1, firstEnd: NOW + 180 * DAY, unknown: [] }),
    ...overrides,
  };
}
