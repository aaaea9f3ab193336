import { Rule } from '../model/rule';
import { Sight } from '../model/sight';

/** How well what makes up the services of a namespace can be seen in a cluster. */
export interface ServiceSight {
  readonly services: Sight;
  readonly slices: Sight;
}

/** The same for all services of a namespace, so it is looked up once for them; in order of clusters. Reference 3.1, 3.2. */
export const serviceSights: Rule<string, readonly ServiceSight[]> = {
  source: '3.1',
  nameOf: namespace => namespace,
  ask: (mesh, namespace) =>
    mesh.clusters().map(cluster => ({
      services: mesh.sight(cluster, 'Service', namespace),
      slices: mesh.sight(cluster, 'EndpointSlice', namespace),
    })),
};
