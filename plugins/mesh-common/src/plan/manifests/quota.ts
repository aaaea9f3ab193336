import { Manifest, QuotaTier } from '../plan';
import { QUOTA_TIERS } from '../quotaTiers';

/**
 * Requests and limits of containers that state none. A quota makes the API server refuse pods without them, so the two
 * objects belong together; the sidecar states its own.
 */
export function limitRangeManifest(namespace: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'meshwise', namespace },
    spec: {
      limits: [
        {
          type: 'Container',
          default: { memory: '512Mi' },
          defaultRequest: { cpu: '100m', memory: '128Mi' },
        },
      ],
    },
  };
}

/** What all pods of the namespace may use together. */
export function resourceQuotaManifest(
  namespace: string,
  tier: QuotaTier,
): Manifest {
  const limits = QUOTA_TIERS[tier];
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'meshwise', namespace },
    spec: {
      hard: {
        'limits.memory': limits.limitsMemory,
        pods: limits.pods,
        'requests.cpu': limits.requestsCpu,
        'requests.memory': limits.requestsMemory,
      },
    },
  };
}
