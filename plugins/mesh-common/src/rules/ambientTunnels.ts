import { Rule } from '../model/rule';
import { ambientWorkloads } from './ambientWorkloads';
import { ControlPlaneKey, controlPlaneName } from './controlPlaneView';

/** Addresses of pods that accept HBONE, as `network/address`. Reference 4.7. */
export const ambientTunnels: Rule<ControlPlaneKey, ReadonlySet<string>> = {
  source: '4.7',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const addresses = new Set<string>();
    for (const workload of mesh.ask(ambientWorkloads, key).values()) {
      if (workload.tunnel !== 'HBONE') continue;
      for (const address of workload.addresses ?? [])
        addresses.add(`${workload.network}/${address}`);
    }
    return addresses;
  },
};
