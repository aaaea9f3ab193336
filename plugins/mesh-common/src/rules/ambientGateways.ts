import { Rule } from '../model/rule';
import { hasAmbientMultiNetwork } from './ambientSwitches';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { isSelected } from './discovery';
import { ownNetwork } from './ownNetwork';

/** A gateway through which ambient clients enter another network. */
export interface AmbientGateway {
  readonly network: string;
  readonly address: string;
  readonly port: number;
  /** Cluster ID of the registry that declares it. */
  readonly clusterId: string;
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccount: string;
  /** It stands in this cluster for a gateway that runs elsewhere. */
  readonly reference: boolean;
}

/** Gateways of other networks: addresses in the status of labelled Gateways with an HBONE listener. Labelled Services are not read. Reference 4.7. */
export const ambientGateways: Rule<ControlPlaneKey, readonly AmbientGateway[]> =
  {
    source: '4.7',
    nameOf: controlPlaneName,
    ask(mesh, key) {
      const view = mesh.ask(controlPlaneView, key);
      if (!view || !hasAmbientMultiNetwork(view)) return [];
      const home = mesh.ask(ownNetwork, key);
      return view.registries.flatMap(({ cluster, clusterId }) =>
        mesh
          .list(cluster, 'KubernetesGateway')
          .filter(({ namespace }) => isSelected(mesh, view, cluster, namespace))
          .flatMap(gateway => {
            const { namespace, name, className } = gateway;
            const network = gateway.labels.get('topology.istio.io/network');
            const port = gateway.listeners.find(
              ({ protocol }) => protocol === 'HBONE',
            )?.port;
            const reference = className === 'istio-remote';
            if (
              !network ||
              network === home ||
              port === undefined ||
              (reference && cluster !== view.configCluster)
            )
              return [];
            const serviceAccount = reference ? `${name}-${className}` : name;
            mesh.because(
              { cluster, kind: 'Gateway', namespace, name },
              'status.addresses',
              network,
            );
            return gateway.statusAddresses
              .slice(0, 1)
              .map(({ value: address }) => ({
                network,
                address,
                port,
                clusterId,
                namespace,
                name,
                serviceAccount,
                reference,
              }));
          }),
      );
    },
  };
