import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { MeshService, meshServices } from './meshServices';

/** A namespace, as an istiod sees it. */
export interface NamespaceQuestion {
  readonly controlPlane: ControlPlaneKey;
  readonly namespace: string;
}

/**
 * Services exported to a namespace, in the order in which they win: those private to it, those exported to it by name, and those for
 * everybody; each by age. A host may be in it several times. Reference 3.8, point 3.
 */
export const exportedServices: Rule<NamespaceQuestion, readonly MeshService[]> =
  {
    source: '3.8',
    nameOf: namespaceName,
    ask(mesh, { controlPlane, namespace }) {
      const view = mesh.ask(controlPlaneView, controlPlane);
      if (!view) return [];
      const byDefault = view.settings.defaultServiceExportTo;
      const exported = mesh
        .ask(meshServices, controlPlane)
        .services.map(service => ({
          service,
          reach: serviceReach(service, namespace, byDefault),
        }));
      return REACHES.flatMap(wanted =>
        exported
          .filter(({ reach }) => reach === wanted)
          .map(({ service }) => service),
      );
    },
  };

/** Name of a namespace in memos. */
export function namespaceName({
  controlPlane,
  namespace,
}: NamespaceQuestion): string {
  return `${controlPlaneName(controlPlane)}/${namespace}`;
}

/** How a service comes to be visible to a namespace. */
type ServiceReach = 'private' | 'exported' | 'everybody' | 'hidden';

const REACHES: readonly ServiceReach[] = ['private', 'exported', 'everybody'];

/** How a service comes to be visible to a namespace. The default of the mesh knows only the namespace itself and everybody. Reference 3.8. */
export function serviceReach(
  { exportTo, namespace: home }: MeshService,
  namespace: string,
  byDefault: readonly string[],
): ServiceReach {
  if (exportTo.length === 0) {
    if (byDefault.includes('.'))
      return home === namespace ? 'private' : 'hidden';
    return byDefault.includes('*') ? 'everybody' : 'hidden';
  }
  if (exportTo.includes('*')) return 'everybody';
  if (exportTo.includes('~')) return 'hidden';
  if (home === namespace)
    return exportTo.includes('.') || exportTo.includes(home)
      ? 'private'
      : 'hidden';
  return exportTo.includes(namespace) ? 'exported' : 'hidden';
}
