import { z } from 'zod';
import { IntentInputs, IntentName, TRUST_CARRIERS } from '../plan';

const name = z.string().min(1);
const names = z.array(name).min(1);

const clusters = names.describe(
  'Clusters, as they are named in the Kubernetes plugin',
);
const tenant = name.describe('Name of a catalog group');
const instant = z
  .number()
  .int()
  .describe('Point in time, in milliseconds since 1970');

const service = z
  .object({
    namespace: name.describe('Namespace of the service'),
    name: name.describe('Name of the service'),
  })
  .describe('A service; the same name is the same service in every cluster');

const percent = z.number().int().min(1).max(100);
const count = z.number().int().min(1);

/**
 * The shape of every intent's input, in one place: forms, scaffolder actions and the HTTP API read it from here. Whether
 * a value makes sense is for the intent to say, which gives the reason and the cure.
 *
 * @public
 */
export const planInputs: {
  readonly [I in IntentName]: z.ZodType<IntentInputs[I]>;
} = {
  'onboard-namespace': z.object({
    namespace: name.describe(
      'Name of the namespace, the same in every cluster',
    ),
    tenant: tenant.describe('Name of the catalog group that will own it'),
    clusters,
    revision: name.describe(
      'Revision or tag whose control plane injects the sidecars',
    ),
    quotaTier: z
      .enum(['small', 'medium', 'large'])
      .describe('How much the namespace may use in each cluster'),
    dataplane: z
      .enum(['sidecar', 'ambient'])
      .optional()
      .describe('How workloads join the mesh; sidecar if absent'),
    calls: z
      .array(name)
      .optional()
      .describe('Namespaces that the workloads call, besides their own'),
    podSecurity: z
      .enum(['baseline', 'restricted'])
      .optional()
      .describe('Level of the Pod Security Standards'),
    networkPolicy: z
      .boolean()
      .optional()
      .describe('Whether pods of others are kept away on the network, too'),
  }),

  'grant-access': z.object({
    service,
    tenant: tenant.describe('Name of the catalog group that may call'),
    expiresAt: instant.describe(
      'When the grant ends, in milliseconds since 1970',
    ),
    clusters: clusters.optional(),
  }),

  'revoke-access': z.object({
    service,
    tenant: tenant.describe('Name of the catalog group that may call no more'),
    clusters: clusters.optional(),
  }),

  'offboard-namespace': z.object({
    namespace: name.describe('Name of the namespace'),
    tenant: tenant.describe('Name of the catalog group that owns it'),
    clusters,
    step: z
      .enum(['quarantine', 'delete'])
      .describe('Denies all calls; or, a week later, deletes'),
  }),

  'locality-failover': z.object({
    service,
    failover: z
      .array(
        z.object({
          from: name.describe('Region of the callers'),
          to: name.describe('Region that takes over'),
        }),
      )
      .min(1)
      .describe('Which region takes over for which'),
    outlierDetection: z
      .object({
        consecutive5xxErrors: count.optional(),
        intervalSeconds: count.optional(),
        baseEjectionSeconds: count.optional(),
        maxEjectionPercent: percent.optional(),
      })
      .optional()
      .describe('When a host is taken out; defaults that really eject'),
    exportTo: z
      .array(name)
      .optional()
      .describe('Namespaces of callers besides those that are known'),
  }),

  'drain-cluster': z.object({
    cluster: name.describe('Cluster that takes no calls from others any more'),
    services: z.array(service).min(1).describe('Services that are drained'),
    expiresAt: instant
      .optional()
      .describe(
        'When the cluster takes calls again; the end of tomorrow (UTC) if absent',
      ),
  }),

  'trust-root': z.object({
    certificates: name.describe(
      'Public certificates of the roots, as PEM. Never a private key',
    ),
    controlPlanes: z
      .array(
        z.object({
          cluster: name,
          revision: name.describe('Revision of the control plane'),
        }),
      )
      .min(1)
      .describe('Control planes whose workloads will trust the roots'),
    trustDomains: z
      .array(name)
      .optional()
      .describe('Trust domains that the roots vouch for'),
    carrier: z
      .enum(TRUST_CARRIERS)
      .optional()
      .describe(
        'How the roots get to the workloads; by mesh config without it',
      ),
  }),

  undo: z.object({
    operation: name.describe('Id of the operation that is taken back'),
  }),
};
