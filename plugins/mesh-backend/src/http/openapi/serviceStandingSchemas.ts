import { answeredSchema, partSchema } from './answerSchemas';
import { count, instant, listOf, object, ref, Schema, text } from './schema';

const clusters = listOf(text);

/** How a service stands, in short. */
export const serviceStandingSchemas = {
  ReachStanding: object(
    { reached: clusters, unreached: clusters, unknown: clusters },
    'Clusters with a client that may call the service.',
  ),
  FailoverStanding: object(
    {
      parts: clusters,
      armed: clusters,
      weak: clusters,
      notArmed: clusters,
      unknown: clusters,
      ways: listOf(
        object({ client: text, active: clusters, standby: clusters }),
      ),
    },
    'Clusters of callers by what outlier detection can do for them.',
  ),
  TrustStanding: object({
    roots: count,
    'firstEnd?': instant,
    unknown: clusters,
  }),
  ServiceStanding: object({
    service: ref('ServiceRef'),
    tenants: listOf(text),
    reach: partSchema(ref('ReachStanding')),
    failover: partSchema(ref('FailoverStanding')),
    trust: partSchema(ref('TrustStanding')),
  }),
  AnsweredServiceStanding: answeredSchema('ServiceStanding'),
} satisfies Record<string, Schema>;
