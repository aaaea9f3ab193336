import { MeshApi, ServiceRef } from '@meshwise/backstage-plugin-mesh-common';
import { ServiceViewName } from '../serviceView';

/** What a view of a service is drawn from, with its evidence, age and gaps. */
export function viewData(
  mesh: MeshApi,
  service: ServiceRef,
  view: ServiceViewName,
  params: URLSearchParams,
): Promise<unknown> {
  switch (view) {
    case 'reachability': {
      const client = params.get('client') ?? undefined;
      const from = params.get('from') ?? undefined;
      return mesh.reach(service, {
        ...(client !== undefined && { client }),
        ...(from !== undefined && { from }),
      });
    }
    case 'whatif':
      return mesh.serviceSnapshot(service);
    case 'config':
      return mesh.serviceConfig(service);
    case 'trust':
      return mesh.serviceTrust(service);
    case 'findings':
      return mesh.findings();
    case 'activity':
      return mesh.operations({ namespace: service.namespace });
    default:
      return mesh.service(service);
  }
}
