import { LoadBalancer, LocalityLbSetting } from '../model/trafficPolicy';
import { localityHandling } from './localitySetting';

type Question = Parameters<typeof localityHandling>[0];

const locality = (
  options: Partial<LocalityLbSetting> = {},
): LocalityLbSetting => ({
  enabled: undefined,
  distribute: [],
  failover: [],
  failoverPriority: [],
  ...options,
});

const rule = (options: Partial<LoadBalancer>): LoadBalancer => ({
  simple: undefined,
  consistentHash: undefined,
  locality: undefined,
  zoneAware: undefined,
  ...options,
});

const zoneAware = (enabled?: boolean) => ({
  enabled,
  failover: [],
  minClusterSize: undefined,
});

const MESH = locality({ failover: [{ from: 'eu', to: 'us' }] });
const OWN = locality({ failover: [{ from: 'eu', to: 'ap' }] });

/** Who decides: `rule`, `service`, `mesh`, zone awareness, or nobody. */
function decides(options: Partial<Question>): string {
  const handling = localityHandling({
    rule: undefined,
    distribution: undefined,
    mesh: { locality: MESH, zoneAware: undefined },
    zoneAware: true,
    closeMeansSubzone: false,
    ...options,
  });
  if (handling.code !== 'locality') return handling.code;
  if (handling.forced) return 'service';
  return handling.setting === MESH ? 'mesh' : 'rule';
}

describe('which locality setting applies, reference 5.2', () => {
  it.each<[string, Partial<Question>, string]>([
    ['nothing but the mesh', {}, 'mesh'],
    ['the rule replaces the mesh', { rule: rule({ locality: OWN }) }, 'rule'],
    [
      'an empty setting of the rule as well',
      { rule: rule({ locality: locality() }) },
      'rule',
    ],
    [
      'a rule that switches it off does not ask the mesh',
      { rule: rule({ locality: locality({ enabled: false }) }) },
      'none',
    ],
    [
      'a load balancer without locality stops nothing',
      { rule: rule({ simple: 'ROUND_ROBIN' }) },
      'mesh',
    ],
    [
      'the service before the mesh',
      { distribution: 'PreferSameZone' },
      'service',
    ],
    [
      'the rule before the service',
      { rule: rule({ locality: OWN }), distribution: 'PreferSameZone' },
      'rule',
    ],
    ['any is no wish', { distribution: 'any' }, 'mesh'],
    [
      'zone awareness of the rule before all',
      { rule: rule({ locality: OWN, zoneAware: zoneAware() }) },
      'zone-aware',
    ],
    [
      'zone awareness of the rule, switched off, before all',
      { rule: rule({ locality: OWN, zoneAware: zoneAware(false) }) },
      'none',
    ],
    [
      'which versions before 1.31 do not know',
      {
        rule: rule({ locality: OWN, zoneAware: zoneAware() }),
        zoneAware: false,
      },
      'rule',
    ],
    [
      'zone awareness of the mesh before its locality',
      { mesh: { locality: MESH, zoneAware: zoneAware() } },
      'zone-aware',
    ],
    [
      'the service before zone awareness of the mesh',
      {
        distribution: 'PreferClose',
        mesh: { locality: MESH, zoneAware: zoneAware() },
      },
      'service',
    ],
    [
      'a mesh that switches it off',
      {
        mesh: {
          locality: locality({ enabled: false }),
          zoneAware: undefined,
        },
      },
      'none',
    ],
  ])('%s', (_, options, expected) => {
    expect(decides(options)).toBe(expected);
  });

  const NEAR = [
    'topology.istio.io/network',
    'topology.kubernetes.io/region',
    'topology.kubernetes.io/zone',
  ];
  const SUBZONE = 'topology.istio.io/subzone';

  it.each([
    ['PreferSameZone', false, NEAR],
    ['PreferClose', false, NEAR],
    ['PreferClose', true, [...NEAR, SUBZONE]],
    ['PreferSameNode', false, [...NEAR, SUBZONE, 'kubernetes.io/hostname']],
  ] as const)(
    '%s, with subzones for PreferClose: %s',
    (distribution, closeMeansSubzone, priority) => {
      const handling = localityHandling({
        rule: undefined,
        distribution,
        mesh: { locality: MESH, zoneAware: undefined },
        zoneAware: true,
        closeMeansSubzone,
      });
      expect(handling).toMatchObject({
        forced: true,
        setting: { failoverPriority: priority },
      });
    },
  );
});
