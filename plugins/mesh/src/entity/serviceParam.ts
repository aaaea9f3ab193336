import { ServiceRef } from '@meshwise/backstage-plugin-mesh-common';

/** Writes a service as `name.namespace`, its form in page addresses. */
export function serviceParam(service: ServiceRef): string {
  return `${service.name}.${service.namespace}`;
}

/** Finds the service that a page address names; the first one if it names none of them. */
export function chosenService(
  services: readonly ServiceRef[],
  param: string | null,
): ServiceRef | undefined {
  return (
    services.find(service => serviceParam(service) === param) ?? services[0]
  );
}
