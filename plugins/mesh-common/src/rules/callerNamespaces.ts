import { compareText } from '../model/record';
import { PodRecord } from '../model/records/pod';
import { RecordIndex } from '../model/recordIndex';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { servingViews } from './servingViews';

/** Pods with a proxy that calls services, by what it is: `sidecar`, or `router` for a gateway. */
const PROXIES_BY_ROLE = new RecordIndex<PodRecord>(({ proxy, phase }) => {
  const role = proxy?.args[1];
  return role === undefined || phase === 'Succeeded' || phase === 'Failed'
    ? []
    : [role];
});

/** Namespaces in which a control plane serves proxies of a role, sorted. Reference 2. */
export const callerNamespaces: Rule<
  {
    readonly controlPlane: ControlPlaneKey;
    readonly role: 'sidecar' | 'router';
  },
  readonly string[]
> = {
  source: '2',
  nameOf: ({ controlPlane, role }) =>
    `${controlPlaneName(controlPlane)} ${role}`,
  ask(mesh, { controlPlane, role }) {
    const view = mesh.ask(controlPlaneView, controlPlane);
    const name = controlPlaneName(controlPlane);
    const found = new Set(
      (view?.registries ?? [])
        .filter(({ cluster }) =>
          mesh
            .ask(servingViews, cluster)
            .some(({ key }) => controlPlaneName(key) === name),
        )
        .flatMap(({ cluster }) =>
          mesh.find(cluster, 'Pod', { index: PROXIES_BY_ROLE, key: role }),
        )
        .map(({ namespace }) => namespace),
    );
    return [...found].sort(compareText);
  },
};
