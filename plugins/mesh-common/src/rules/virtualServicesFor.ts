import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { MeshVirtualService } from './meshVirtualService';
import { virtualServices } from './virtualServices';

/**
 * VirtualServices that proxies of a namespace are given for a gateway, in the order in which they win: those private to the
 * namespace, those exported to it by name, its own routes of the Gateway API, and those for everybody; each by age. Reference 6.3.
 *
 * @public
 */
export const virtualServicesFor: Rule<
  {
    readonly controlPlane: ControlPlaneKey;
    readonly namespace: string;
    /** `mesh` for sidecars, else `namespace/name` of a Gateway. */
    readonly gateway: string;
  },
  readonly MeshVirtualService[]
> = {
  source: '6.3',
  nameOf: ({ controlPlane, namespace, gateway }) =>
    `${controlPlaneName(controlPlane)} ${namespace} ${gateway}`,
  ask(mesh, { controlPlane, namespace, gateway }) {
    const view = mesh.ask(controlPlaneView, controlPlane);
    if (!view) return [];
    const defaults = view.settings.defaultVirtualServiceExportTo;
    const ranked = mesh
      .ask(virtualServices, controlPlane)
      .filter(({ gateways }) => gateways.includes(gateway))
      .map(object => ({ object, rank: rankOf(object, namespace, defaults) }));
    return RANKS.flatMap(wanted =>
      ranked.filter(({ rank }) => rank === wanted).map(({ object }) => object),
    );
  },
};

type Rank = 'private' | 'exported' | 'consumer' | 'public' | 'hidden';

const RANKS: readonly Rank[] = ['private', 'exported', 'consumer', 'public'];

/** The default of the mesh knows only the own namespace and everybody. */
function rankOf(
  { namespace: home, exportTo, semantics }: MeshVirtualService,
  namespace: string,
  defaults: readonly string[],
): Rank {
  const everybody: Rank =
    semantics === 'gateway-api' && home === namespace ? 'consumer' : 'public';
  if (exportTo.length === 0) {
    if (defaults.includes('.'))
      return home === namespace ? 'private' : 'hidden';
    return defaults.includes('*') ? everybody : 'hidden';
  }
  if (exportTo.includes('*')) return everybody;
  if (exportTo.includes('~')) return 'hidden';
  if (home === namespace)
    return exportTo.includes('.') || exportTo.includes(home)
      ? 'private'
      : 'hidden';
  return exportTo.includes(namespace) ? 'exported' : 'hidden';
}
