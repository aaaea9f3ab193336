import { PodRecord } from '../model/records/pod';
import { ServicePort } from '../model/records/service';
import { Rule } from '../model/rule';
import { containsLabels } from '../model/selector';
import { isSelected } from './discovery';
import { portProtocol } from './portProtocol';
import { ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';

/** A port of a service, and the port of the pod to which it leads. */
export interface ServiceTarget {
  readonly host: string;
  readonly port: number;
  readonly targetPort: number;
  readonly udp: boolean;
}

/** Ports of the services of its own cluster that select a pod. Reference 4.5. */
export const serviceTargets: Rule<ProxyRef, readonly ServiceTarget[]> = {
  source: '4.5',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy?.view) return [];
    const { view, pod } = proxy;
    if (!isSelected(mesh, view, ref.cluster, ref.namespace)) return [];
    return mesh
      .list(ref.cluster, 'Service', ref.namespace)
      .filter(
        ({ selector }) =>
          selector.size > 0 && containsLabels(pod.labels, selector),
      )
      .flatMap(({ name, namespace, ports }) =>
        ports.flatMap(port => {
          const targetPort = targetOf(port, pod);
          const host = `${name}.${namespace}.svc.${view.domain}`;
          return targetPort === undefined
            ? []
            : [
                {
                  host,
                  port: port.number,
                  targetPort,
                  udp: portProtocol(port) === 'udp',
                },
              ];
        }),
      );
  },
};

/** A name means the port that a container gives it. */
function targetOf(
  { number, targetPort = number, protocol }: ServicePort,
  { containerPorts }: PodRecord,
): number | undefined {
  if (typeof targetPort === 'number') return targetPort;
  return containerPorts.find(
    port => port.name === targetPort && port.protocol === protocol,
  )?.number;
}
