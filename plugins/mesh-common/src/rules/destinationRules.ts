import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { DestinationRuleIndex } from './destinationRuleIndex';
import { isRead } from './discovery';

/** The DestinationRules that an istiod reads: those of its config cluster in selected namespaces. Reference 6.1. */
export const destinationRules: Rule<ControlPlaneKey, DestinationRuleIndex> = {
  source: '6.1',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    return DestinationRuleIndex.create({
      rules: view
        ? mesh
            .list(view.configCluster, 'DestinationRule')
            .filter(rule => isRead(mesh, view, rule))
        : [],
      rootNamespace: view?.rootNamespace ?? '',
      domain: view?.domain ?? '',
      defaultExportTo: view?.settings.defaultDestinationRuleExportTo ?? [],
    });
  },
};
