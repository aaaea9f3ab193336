import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { endpointNetwork } from './endpointNetwork';

/** Network of an istiod's own cluster. Reference 1.4. */
export const ownNetwork: Rule<ControlPlaneKey, string> = {
  source: '1.4',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    const [own] = view?.registries ?? [];
    return view && own ? endpointNetwork(mesh, view, own, undefined, '') : '';
  },
};
