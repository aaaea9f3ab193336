import { PodRecord } from '../../model/records/pod';
import { RecordIndex } from '../../model/recordIndex';
import { defineCheck } from '../check';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { YES } from '../indexes';
import { NamespaceRef, namespaceRefName, namespaces } from '../namespaces';
import { networkGateways } from '../networkGateways';
import { clusterNetwork } from '../podNetwork';
import { proxyOf } from '../proxyOf';

const PROXIES_WITHOUT_NETWORK = new RecordIndex<PodRecord>(({ proxy, phase }) =>
  proxy?.args[1] === 'sidecar' &&
  !(proxy.env.get('ISTIO_META_NETWORK') ?? proxy.env.get('NETWORK')) &&
  phase !== 'Succeeded' &&
  phase !== 'Failed'
    ? [YES]
    : [],
);

/** Sidecars that claim no network although their cluster has one: they were injected before it was named, and are sent through gateways even to pods of their own cluster. Reference 4.3. */
export const clientWithoutNetwork = defineCheck<NamespaceRef>({
  code: 'client-without-network',
  source: '4.3',
  subjects: mesh => mesh.ask(namespaces, undefined),
  nameOf: namespaceRefName,
  find(mesh, { cluster, namespace }) {
    const pods = mesh.find(cluster, 'Pod', {
      index: PROXIES_WITHOUT_NETWORK,
      key: YES,
      namespace,
    });
    const [first] = pods;
    const view =
      first && mesh.ask(proxyOf, { cluster, namespace, pod: first.name })?.view;
    if (!first || !view) return [];
    const network = mesh.ask(clusterNetwork, {
      cluster,
      systemNamespace: view.namespace,
    });
    const gateways = mesh.ask(networkGateways, view.key);
    if (network === '' || gateways.length === 0) return [];
    const own = gateways.some(gateway => gateway.network === network);
    mesh.because(
      { cluster, kind: 'Pod', namespace, name: first.name },
      'spec.containers[istio-proxy].env[ISTIO_META_NETWORK]',
    );
    const one = pods.length === 1;
    const { gatewaysWithoutNetwork } = view.profile;
    const draft: FindingDraft = {
      severity: gatewaysWithoutNetwork ? 'warning' : 'error',
      subject: findingSubject('Namespace', { namespace: '', name: namespace }, [
        cluster,
      ]),
      message: `${
        one ? '1 sidecar' : `${pods.length} sidecars`
      } in namespace ${namespace} of ${cluster} ${
        one ? 'claims' : 'claim'
      } no network, and the cluster is in ${network}: ${listText(
        pods.map(({ name }) => name),
      )}. ${consequence(gatewaysWithoutNetwork, own, one)}`,
      fix: 'Restart the workloads, so that injection gives them the network.',
    };
    return [draft];
  },
});

function consequence(
  gatewaysWithoutNetwork: boolean,
  own: boolean,
  one: boolean,
): string {
  const it = one ? 'It' : 'They';
  if (!gatewaysWithoutNetwork)
    return `${it} dial${
      one ? 's' : ''
    } pods of other networks directly, which times out.`;
  return own
    ? `${it} reach${
        one ? 'es' : ''
      } even pods of the own cluster through its gateway.`
    : `${it} reach${
        one ? 'es' : ''
      } every network that has a gateway through it, as if it were another one.`;
}
