import { MeshSettings } from '../model/meshConfig';
import { hostSubsetOf, mostSpecificHost } from './hosts';

/** Which hosts stay inside the cluster of the caller (reference 3.8, point 1). @public */
export type ClusterLocalHosts = ReadonlyMap<string, boolean>;

/**
 * The decisions of a mesh config over the built-in ones. An exception at or below a built-in pattern removes that pattern
 * as a whole. Reference 3.8, point 1.
 *
 * @public
 */
export function clusterLocalHosts(options: {
  readonly settings: MeshSettings['clusterLocal'];
  readonly domain: string;
  /** Host under which istiod is reached. */
  readonly discoveryHost: string;
  /** Exceptions inside wider patterns count (1.22). */
  readonly exceptions: boolean;
}): ClusterLocalHosts {
  const { settings } = options;
  const builtIn = builtInPatterns(options).filter(
    pattern =>
      !settings.some(
        ({ host, clusterLocal }) =>
          !clusterLocal && hostSubsetOf(host, pattern),
      ),
  );
  return new Map([
    ...builtIn.map(host => [host, true] as const),
    ...settings
      .filter(({ clusterLocal }) => clusterLocal || options.exceptions)
      .map(({ host, clusterLocal }) => [host, clusterLocal] as const),
  ]);
}

/** Hosts that stay inside the cluster of the caller unless mesh config says otherwise. */
export function builtInPatterns(options: {
  readonly domain: string;
  readonly discoveryHost: string;
}): readonly string[] {
  const { domain, discoveryHost } = options;
  return [
    `*.kube-system.svc.${domain}`,
    `kubernetes.default.svc.${domain}`,
    discoveryHost,
  ];
}

/** Whether callers reach only endpoints of their own cluster under a host. @public */
export function isClusterLocal(
  host: string,
  hosts: ClusterLocalHosts,
): boolean {
  const pattern = mostSpecificHost(host, hosts.keys());
  return pattern !== undefined && hosts.get(pattern) === true;
}
