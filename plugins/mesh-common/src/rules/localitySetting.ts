import {
  LoadBalancer,
  LocalityLbSetting,
  ZoneAwareLbSetting,
} from '../model/trafficPolicy';

/** Which locality handling a proxy uses for a service, and who asked for it. @public */
export type LocalityHandling =
  | { readonly code: 'none' }
  | {
      readonly code: 'locality';
      readonly setting: LocalityLbSetting;
      /** Works without outlier detection: it comes from the service's traffic distribution. */
      readonly forced: boolean;
    }
  | { readonly code: 'zone-aware'; readonly setting: ZoneAwareLbSetting };

/** Preference of a service for near endpoints. `any` is written down and cancels the namespace's. @public */
export type TrafficDistribution =
  | 'any'
  | 'PreferClose'
  | 'PreferSameZone'
  | 'PreferSameNode';

/**
 * The first locality setting that decides; the levels are never merged. Reference 5.2.
 *
 * @public
 */
export function localityHandling(options: {
  readonly rule: LoadBalancer | undefined;
  readonly distribution: TrafficDistribution | undefined;
  readonly mesh: {
    readonly locality: LocalityLbSetting | undefined;
    readonly zoneAware: ZoneAwareLbSetting | undefined;
  };
  /** Whether this version of Istio knows zone-aware settings (1.31). */
  readonly zoneAware: boolean;
  /** Whether `PreferClose` still compares subzones (before 1.27). */
  readonly closeMeansSubzone: boolean;
}): LocalityHandling {
  const { rule, distribution, mesh } = options;
  if (options.zoneAware && rule?.zoneAware) return zoneAwareOf(rule.zoneAware);
  if (rule?.locality) return localityOf(rule.locality);
  if (distribution && distribution !== 'any') {
    return {
      code: 'locality',
      setting: preference(distribution, options.closeMeansSubzone),
      forced: true,
    };
  }
  if (options.zoneAware && mesh.zoneAware) return zoneAwareOf(mesh.zoneAware);
  return mesh.locality ? localityOf(mesh.locality) : { code: 'none' };
}

function zoneAwareOf(setting: ZoneAwareLbSetting): LocalityHandling {
  return setting.enabled === false
    ? { code: 'none' }
    : { code: 'zone-aware', setting };
}

function localityOf(setting: LocalityLbSetting): LocalityHandling {
  return setting.enabled === false
    ? { code: 'none' }
    : { code: 'locality', setting, forced: false };
}

const NEAR = [
  'topology.istio.io/network',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
];

function preference(
  distribution: TrafficDistribution,
  closeMeansSubzone: boolean,
): LocalityLbSetting {
  const failoverPriority = [...NEAR];
  if (
    distribution === 'PreferSameNode' ||
    (distribution === 'PreferClose' && closeMeansSubzone)
  ) {
    failoverPriority.push('topology.istio.io/subzone');
  }
  if (distribution === 'PreferSameNode') {
    failoverPriority.push('kubernetes.io/hostname');
  }
  return { enabled: true, distribute: [], failover: [], failoverPriority };
}
