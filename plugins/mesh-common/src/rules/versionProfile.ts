import { minorOf } from './version';
import { ambientMultiNetwork } from './versions/ambientMultiNetwork';
import { closeMeansSubzone } from './versions/closeMeansSubzone';
import { clusterLocalExceptions } from './versions/clusterLocalExceptions';
import { distributionOfNamespace } from './versions/distributionOfNamespace';
import { appliesTo, DocumentedChange } from './versions/documentedChange';
import { entryVisibility } from './versions/entryVisibility';
import { gatewayApiGateways } from './versions/gatewayApiGateways';
import { gatewayFamilies } from './versions/gatewayFamilies';
import { gatewaysWithoutNetwork } from './versions/gatewaysWithoutNetwork';
import { localityLabel } from './versions/localityLabel';
import { meshTrafficPolicy } from './versions/meshTrafficPolicy';
import { networkFirst } from './versions/networkFirst';
import { remoteTrustDomains } from './versions/remoteTrustDomains';
import { sameZoneAndNode } from './versions/sameZoneAndNode';
import { sendsUnhealthy } from './versions/sendsUnhealthy';
import { serviceScopes } from './versions/serviceScopes';
import { trafficDistribution } from './versions/trafficDistribution';
import { zoneAware } from './versions/zoneAware';

/** Every documented change that decides an answer, oldest first. Reference 0.3. */
const CHANGES = {
  clusterLocalExceptions,
  gatewayApiGateways,
  trafficDistribution,
  closeMeansSubzone,
  ambientMultiNetwork,
  sameZoneAndNode,
  serviceScopes,
  localityLabel,
  remoteTrustDomains,
  distributionOfNamespace,
  gatewayFamilies,
  gatewaysWithoutNetwork,
  entryVisibility,
  meshTrafficPolicy,
  networkFirst,
  sendsUnhealthy,
  zoneAware,
} satisfies Readonly<Record<string, DocumentedChange>>;

/** What a version of Istio does, change by change, as far as it decides an answer. Reference 0.3. @public */
export type VersionProfile = {
  /** Minor version, e.g. 31. */
  readonly minor: number;
} & { readonly [C in keyof typeof CHANGES]: boolean };

/** Oldest and newest minor version of Istio 1 that were studied. @public */
export const STUDIED_VERSIONS = { oldest: 20, newest: 31 } as const;

/**
 * The behaviour of a version of Istio; one that cannot be told counts as the newest studied. `except` names changes that are
 * the other way round, to see what each of them does. Reference 0.3.
 *
 * @public
 */
export function versionProfile(
  version: string | undefined,
  except: readonly string[] = [],
): VersionProfile {
  const minor = minorOf(version) ?? STUDIED_VERSIONS.newest;
  const behaves = (change: DocumentedChange) =>
    appliesTo(change, minor) !== except.includes(change.code);
  return {
    minor,
    clusterLocalExceptions: behaves(clusterLocalExceptions),
    gatewayApiGateways: behaves(gatewayApiGateways),
    trafficDistribution: behaves(trafficDistribution),
    closeMeansSubzone: behaves(closeMeansSubzone),
    ambientMultiNetwork: behaves(ambientMultiNetwork),
    sameZoneAndNode: behaves(sameZoneAndNode),
    serviceScopes: behaves(serviceScopes),
    localityLabel: behaves(localityLabel),
    remoteTrustDomains: behaves(remoteTrustDomains),
    distributionOfNamespace: behaves(distributionOfNamespace),
    gatewayFamilies: behaves(gatewayFamilies),
    gatewaysWithoutNetwork: behaves(gatewaysWithoutNetwork),
    entryVisibility: behaves(entryVisibility),
    meshTrafficPolicy: behaves(meshTrafficPolicy),
    networkFirst: behaves(networkFirst),
    sendsUnhealthy: behaves(sendsUnhealthy),
    zoneAware: behaves(zoneAware),
  };
}

/** The changes between two minor versions, oldest first: those that begin or end with the way from one to the other. Reference 0.3. */
export function changesBetween(
  from: number,
  to: number,
): readonly DocumentedChange[] {
  return Object.values(CHANGES).filter(
    change => appliesTo(change, from) !== appliesTo(change, to),
  );
}
