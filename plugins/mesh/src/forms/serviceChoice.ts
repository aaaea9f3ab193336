import { ServiceRef, serviceKey } from '@meshwise/backstage-plugin-mesh-common';

/** The service in an answer; the form library fills in objects without their values before anything is chosen. */
export function serviceIn(answer: unknown): ServiceRef | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { namespace, name } = answer as Partial<ServiceRef>;
  return typeof namespace === 'string' &&
    typeof name === 'string' &&
    namespace !== '' &&
    name !== ''
    ? { namespace, name }
    : undefined;
}

/** The service of a key of {@link serviceKey}, among those that can be chosen. */
export function serviceOfKey(
  key: string,
  services: readonly ServiceRef[],
): ServiceRef | undefined {
  return services.find(service => serviceKey(service) === key);
}
