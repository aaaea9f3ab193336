import { PodRecord, ProxyContainer } from '../model/records/pod';
import { hasCondition, isConditionTrue } from './conditions';
import { decodeEnv } from './containerEnv';
import { decoder } from './decoder';
import { Field } from './field';

const PROXY = 'istio-proxy';

/** What a proxy is told and what it claims (reference 2.4). */
const PROXY_ENV: ReadonlySet<string> = new Set([
  'CA_ADDR',
  'CA_ADDRESS',
  'XDS_ADDRESS',
  'NETWORK',
  'TRUST_DOMAIN',
  'CLUSTER_ID',
]);

/** JSON of which only the address of its istiod matters. */
const PROXY_CONFIG = 'PROXY_CONFIG';

/** Decoder of Pods. @public */
export const decodePod = decoder<PodRecord>((object, metadata) => {
  const spec = object.get('spec');
  const status = object.get('status');
  const containers = spec.get('containers').items();
  return {
    ...metadata,
    nodeName: spec.get('nodeName').textOr(''),
    serviceAccount: spec.get('serviceAccountName').textOr('default'),
    hostNetwork: spec.get('hostNetwork').flagOr(false),
    phase: status.get('phase').textOr('Unknown'),
    addresses: decodeAddresses(status),
    ready: isConditionTrue(status.get('conditions'), 'Ready'),
    reportsReady: hasCondition(status.get('conditions'), 'Ready'),
    owner: decodeOwner(object.get('metadata').get('ownerReferences')),
    injectedRevision: textInJson(
      metadata.annotations.get('sidecar.istio.io/status'),
      'revision',
    ),
    proxy: decodeProxy(spec),
    containerPorts: containers.flatMap(container =>
      container
        .get('ports')
        .items()
        .map(port => ({
          name: port.get('name').textOr(''),
          number: port.get('containerPort').requiredPort(),
          protocol: port.get('protocol').textOr('TCP'),
        })),
    ),
  };
});

function decodeAddresses(status: Field): readonly string[] {
  const several = status
    .get('podIPs')
    .items()
    .map(address => address.get('ip').textOr(''));
  const one = status.get('podIP').textOr('');
  return (several.length === 0 ? [one] : several).filter(
    address => address !== '',
  );
}

function decodeOwner(references: Field): PodRecord['owner'] {
  const controller = references
    .items()
    .find(reference => reference.get('controller').flagOr(false));
  return (
    controller && {
      kind: controller.get('kind').textOr(''),
      name: controller.get('name').textOr(''),
    }
  );
}

function decodeProxy(spec: Field): ProxyContainer | undefined {
  const named = (container: Field) => container.get('name').text() === PROXY;
  const regular = spec.get('containers').items().find(named);
  const native = spec
    .get('initContainers')
    .items()
    .find(
      container =>
        named(container) && container.get('restartPolicy').text() === 'Always',
    );
  const container = regular ?? native;
  if (!container) return undefined;
  const env = decodeEnv(
    container,
    name => name.startsWith('ISTIO_META_') || PROXY_ENV.has(name),
  );
  const config = decodeEnv(container, name => name === PROXY_CONFIG);
  return {
    image: container.get('image').textOr(''),
    args: container.get('args').texts().slice(0, 2),
    env,
    discoveryAddress: textInJson(config.get(PROXY_CONFIG), 'discoveryAddress'),
    native: container === native,
  };
}

/** A text in a JSON object that somebody may have edited by hand. */
function textInJson(
  json: string | undefined,
  field: string,
): string | undefined {
  if (json === undefined) return undefined;
  try {
    return Field.root(JSON.parse(json)).get(field).text() || undefined;
  } catch {
    return undefined;
  }
}
