import { Rule } from '../model/rule';
import { hasAmbientMultiNetwork } from './ambientSwitches';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { isSelected } from './discovery';

/** A gateway through which ambient clients of other networks enter one. */
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

const SERVICE_ACCOUNT = 'gateway.istio.io/service-account';
/** Port on which a gateway of another cluster is called, whatever its listeners say. */
const HBONE_PORT = 15008;

/**
 * Entrances to networks: addresses in the status of labelled Gateways with an HBONE listener. In its own cluster istiod reads only those that stand for
 * gateways elsewhere, in others only those that Istio deploys. Labelled Services are not read. Reference 4.7.
 */
export const ambientGateways: Rule<ControlPlaneKey, readonly AmbientGateway[]> =
  {
    source: '4.7',
    nameOf: controlPlaneName,
    ask(mesh, key) {
      const view = mesh.ask(controlPlaneView, key);
      if (!view || !hasAmbientMultiNetwork(view)) return [];
      return view.registries.flatMap(({ cluster, clusterId }) =>
        mesh
          .list(cluster, 'KubernetesGateway')
          .filter(({ namespace }) => isSelected(mesh, view, cluster, namespace))
          .flatMap(gateway => {
            const { namespace, name, className } = gateway;
            const network = gateway.labels.get('topology.istio.io/network');
            const reference = cluster === view.configCluster;
            const listener = gateway.listeners.find(
              ({ protocol, tlsMode }) =>
                protocol === 'HBONE' && (reference || tlsMode === 'Terminate'),
            );
            if (
              !network ||
              !listener ||
              className !== (reference ? 'istio-remote' : 'istio-east-west')
            )
              return [];
            const serviceAccount =
              gateway.annotations.get(SERVICE_ACCOUNT) ||
              (reference ? `${name}-${className}` : name);
            mesh.because(
              { cluster, kind: 'Gateway', namespace, name },
              'status.addresses',
              network,
            );
            return gateway.statusAddresses
              .filter(({ type }) => type === 'IPAddress' || type === 'Hostname')
              .map(({ value: address }) => ({
                network,
                address,
                port: reference ? listener.port : HBONE_PORT,
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
