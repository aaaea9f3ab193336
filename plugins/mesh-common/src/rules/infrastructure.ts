import { RecordIndex } from '../model/recordIndex';
import { DeploymentRecord } from '../model/records/deployment';
import { PodRecord } from '../model/records/pod';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { istiods } from './istiods';

/** A part of the mesh itself that runs in a namespace. */
export interface InfrastructurePart {
  readonly cluster: ClusterName;
  readonly part: 'control plane' | 'operator' | 'gateway';
  /** The Deployment or Pod that shows it. */
  readonly object: string;
}

const OPERATOR = /^(istio|sail|servicemesh)-operator/;

const OPERATORS = new RecordIndex<DeploymentRecord>(({ name, namespace }) =>
  OPERATOR.test(name) ? [namespace] : [],
);

/** Pods of gateways: their proxy runs as router for others (reference 2.4). */
const ROUTERS = new RecordIndex<PodRecord>(({ proxy, namespace }) =>
  proxy?.args[1] === 'router' ? [namespace] : [],
);

/** What of the mesh itself runs in the namespaces of a name. Whoever owned one could serve or steer everybody. Reference 1.5. */
export const infrastructure: Rule<
  { readonly namespace: string },
  readonly InfrastructurePart[]
> = {
  source: '1.5',
  nameOf: ({ namespace }) => namespace,
  ask(mesh, { namespace }) {
    return mesh.clusters().flatMap((cluster): InfrastructurePart[] => {
      const [istiod] = mesh
        .ask(istiods, cluster)
        .filter(found => found.namespace === namespace);
      const at = { key: namespace, namespace };
      const [operator] = mesh.find(cluster, 'Deployment', {
        index: OPERATORS,
        ...at,
      });
      const [router] = mesh.find(cluster, 'Pod', { index: ROUTERS, ...at });
      const found: [InfrastructurePart['part'], string, string | undefined][] =
        [
          ['control plane', 'Deployment', istiod?.deployment],
          ['operator', 'Deployment', operator?.name],
          ['gateway', 'Pod', router?.name],
        ];
      return found.flatMap(([part, kind, name]) => {
        if (name === undefined) return [];
        const object = { cluster, kind, namespace, name };
        mesh.because(object, 'metadata.namespace', namespace);
        return [{ cluster, part, object: `${kind} ${namespace}/${name}` }];
      });
    });
  },
};
