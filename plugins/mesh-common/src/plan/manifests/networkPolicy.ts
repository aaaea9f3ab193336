import { TENANT_LABEL } from '../../annotations';
import { DataplaneMode, Manifest } from '../plan';

/** Address from which ambient nodes send probes of the kubelet to captured pods. */
const AMBIENT_PROBES = '169.254.7.127/32';

/** Port on which ztunnel takes calls for captured pods. */
const HBONE = 15008;

/**
 * Keeps pods of other tenants away on the network, too. Admitted are the tenant's own namespaces and those of the mesh,
 * whose gateways bring calls of other networks; in ambient mode also tunnels, behind which ztunnel enforces the policies
 * of the mesh, and probes.
 */
export function networkPolicyManifest(options: {
  readonly namespace: string;
  readonly tenant: string;
  /** Namespaces of control planes and of gateways. */
  readonly mesh: readonly string[];
  readonly dataplane: DataplaneMode;
}): Manifest {
  const { namespace, tenant, mesh, dataplane } = options;
  const from = [
    { namespaceSelector: { matchLabels: { [TENANT_LABEL]: tenant } } },
    ...mesh.map(name => ({
      namespaceSelector: {
        matchLabels: { 'kubernetes.io/metadata.name': name },
      },
    })),
  ];
  const tunnels = [
    { ports: [{ port: HBONE, protocol: 'TCP' }] },
    { from: [{ ipBlock: { cidr: AMBIENT_PROBES } }] },
  ];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'meshwise-same-tenant', namespace },
    spec: {
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [{ from }, ...(dataplane === 'ambient' ? tunnels : [])],
    },
  };
}
