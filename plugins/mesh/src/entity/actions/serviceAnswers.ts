import {
  IntentName,
  ServiceStanding,
} from '@meshwise/backstage-plugin-mesh-common';

/** Answers of a form that are known before it is opened. Fields are named as the inputs of its intent. */
export type KnownAnswers = Readonly<Record<string, unknown>>;

/** What is known of the answers when somebody plans for a service; `undefined` if the intent is about something else. */
export function serviceAnswers(
  intent: IntentName,
  { service, tenants }: Pick<ServiceStanding, 'service' | 'tenants'>,
): KnownAnswers | undefined {
  switch (intent) {
    case 'locality-failover':
    case 'grant-access':
    case 'revoke-access':
      return { service };
    case 'drain-cluster':
      return { services: [service] };
    case 'onboard-namespace':
    case 'offboard-namespace': {
      const { namespace } = service;
      return tenants.length === 1
        ? { namespace, tenant: tenants[0] }
        : { namespace };
    }
    default:
      return undefined;
  }
}
