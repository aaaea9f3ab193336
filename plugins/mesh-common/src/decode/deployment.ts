import { DeploymentRecord, IstiodContainer } from '../model/records/deployment';
import { decodeEnv } from './containerEnv';
import { decoder } from './decoder';
import { Field } from './field';
import { decodeLabels } from './metadata';

/** Switches of istiod that some rule reads (reference, appendix B). */
const ISTIOD_ENV =
  /^(CLUSTER_ID|CLUSTER_ALIASES|REVISION|EXTERNAL_ISTIOD|LOCAL_CLUSTER_SECRET_WATCHER|SHARED_MESH_CONFIG|POD_NAMESPACE|INJECTION_WEBHOOK_CONFIG_NAME|ISTIO_MULTIROOT_MESH|EXTERNAL_CA|RESOLVE_HOSTNAME_GATEWAYS|(PILOT|AMBIENT|ENABLE|MCS|DEBUG)_[A-Z0-9_]+)$/;

/** Annotations of a pod template that decide about injection. */
const TEMPLATE_ANNOTATIONS: ReadonlySet<string> = new Set([
  'sidecar.istio.io/inject',
  'inject.istio.io/templates',
]);

/** Decoder of Deployments. @public */
export const decodeDeployment = decoder<DeploymentRecord>(
  (object, metadata) => {
    const spec = object.get('spec');
    const template = spec.get('template');
    const templateLabels = decodeLabels(template.get('metadata').get('labels'));
    return {
      ...metadata,
      replicas: spec.get('replicas').numberOr(1),
      readyReplicas: object.get('status').get('readyReplicas').numberOr(0),
      selector: decodeLabels(spec.get('selector').get('matchLabels')),
      templateLabels,
      templateAnnotations: template
        .get('metadata')
        .get('annotations')
        .textMap(key => TEMPLATE_ANNOTATIONS.has(key)),
      istiod:
        metadata.labels.get('app') === 'istiod' ||
        templateLabels.get('app') === 'istiod'
          ? decodeIstiod(template.get('spec'))
          : undefined,
    };
  },
);

function decodeIstiod(spec: Field): IstiodContainer | undefined {
  const containers = spec.get('containers').items();
  const discovery =
    containers.find(
      container => container.get('name').text() === 'discovery',
    ) ?? containers[0];
  if (!discovery) return undefined;
  return {
    image: discovery.get('image').textOr(''),
    env: decodeEnv(discovery, name => ISTIOD_ENV.test(name)),
    readsOtherCluster: spec
      .get('volumes')
      .items()
      .some(
        volume =>
          volume.get('secret').get('secretName').text() === 'istio-kubeconfig',
      ),
  };
}
