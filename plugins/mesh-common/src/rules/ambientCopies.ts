import { Mesh } from '../model/mesh';
import { ServiceRecord } from '../model/records/service';
import { Rule } from '../model/rule';
import { hasAmbientMultiNetwork } from './ambientSwitches';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
  Registry,
} from './controlPlaneView';
import { endpointNetwork } from './endpointNetwork';
import { meshServices } from './meshServices';
import { isGlobal } from './serviceScope';

/** One copy of a service that ambient clients may use. */
export interface AmbientCopy extends Registry {
  readonly service: ServiceRecord;
  /** Network of its cluster. */
  readonly network: string;
  /** It is in the istiod's own cluster. */
  readonly own: boolean;
}

/** A service as ambient clients know it; the first copy defines it. */
export interface AmbientCopies {
  readonly namespace: string;
  readonly host: string;
  readonly copies: readonly [AmbientCopy, ...AmbientCopy[]];
}

/** Services of ambient clients: the own copy, and global copies of other clusters unless the own one is local. Reference 4.7. */
export const ambientCopies: Rule<ControlPlaneKey, readonly AmbientCopies[]> = {
  source: '4.7',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return [];
    return mesh
      .ask(meshServices, key)
      .services.flatMap(({ namespace, host, copies, clusterSet, aliasOf }) => {
        // What leads elsewhere by DNS is left to the DNS server.
        if (clusterSet || aliasOf !== undefined) return [];
        const [first, ...others] = usable(
          mesh,
          view,
          copies.map(copy => copyOf(mesh, view, copy)),
        );
        return first
          ? [{ namespace, host, copies: [first, ...others] as const }]
          : [];
      });
  },
};

function copyOf(
  mesh: Mesh,
  view: ControlPlaneView,
  copy: Registry & { readonly service: ServiceRecord },
): AmbientCopy {
  const network = endpointNetwork(mesh, view, copy, undefined, '');
  return { ...copy, network, own: copy.cluster === view.configCluster };
}

function usable(
  mesh: Mesh,
  view: ControlPlaneView,
  copies: readonly AmbientCopy[],
): readonly AmbientCopy[] {
  const own = copies.find(copy => copy.own);
  if (!hasAmbientMultiNetwork(view)) return own ? [own] : [];
  if (own && !isGlobal(mesh, view, own.cluster, own.service)) return [own];
  return copies.filter(
    copy => copy.own || isGlobal(mesh, view, copy.cluster, copy.service),
  );
}
