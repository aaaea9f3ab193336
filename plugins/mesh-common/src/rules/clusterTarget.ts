import { Labels, NO_LABELS } from '../model/record';
import { Mesh } from '../model/mesh';
import { handlingOf } from './assignedEndpoints';
import { destinationRules } from './destinationRules';
import { effectivePolicy } from './effectivePolicy';
import { EndpointClient } from './endpointClient';
import { LocalityHandling } from './localitySetting';
import { MeshPort, MeshService } from './meshServices';

/** What the name of an Envoy cluster means to one client. */
export interface ClusterTarget {
  readonly service: MeshService;
  readonly port: MeshPort;
  /** `''`: the whole service. */
  readonly subset: string;
  readonly labels: Labels;
  readonly handling: LocalityHandling;
}

/** The port, subset and locality setting behind a name `outbound|<port>|<subset>|<host>`; `undefined` if the client has none of that name. Reference 5.1, 5.2. */
export function clusterTarget(
  mesh: Mesh,
  proxy: EndpointClient,
  service: MeshService,
  name: string,
): ClusterTarget | undefined {
  const [, number, subset = ''] = name.split('|');
  const port = service.ports.find(known => String(known.number) === number);
  if (!port) return undefined;
  const rule = mesh
    .ask(destinationRules, proxy.view.key)
    .ruleFor(proxy, service);
  const part = rule?.subsets.find(known => known.name === subset);
  const policy = effectivePolicy({
    rule: rule?.trafficPolicy,
    subset: part?.trafficPolicy,
    port: port.number,
  });
  const labels = part?.labels ?? NO_LABELS;
  const question = { proxy, service, port, subset: labels, policy };
  return { service, port, subset, labels, handling: handlingOf(question) };
}
