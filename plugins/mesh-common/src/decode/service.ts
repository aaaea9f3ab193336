import { ServicePort, ServiceRecord } from '../model/records/service';
import { decoder } from './decoder';
import { Field } from './field';
import { decodeLabels } from './metadata';

/** Decoder of Services. @public */
export const decodeService = decoder<ServiceRecord>((object, metadata) => {
  const spec = object.get('spec');
  const clusterIps = addresses(spec);
  return {
    ...metadata,
    type: decodeType(spec.get('type')),
    clusterIps: clusterIps.filter(
      address => address !== '' && address !== 'None',
    ),
    headless: clusterIps[0] === 'None',
    externalName: spec.get('externalName').text(),
    externalIps: spec.get('externalIPs').texts(),
    selector: decodeLabels(spec.get('selector')),
    ports: spec.get('ports').items().map(decodePort),
    internalTrafficPolicy:
      spec.get('internalTrafficPolicy').text() === 'Local'
        ? 'Local'
        : 'Cluster',
    publishNotReadyAddresses: spec
      .get('publishNotReadyAddresses')
      .flagOr(false),
    trafficDistribution: spec.get('trafficDistribution').text(),
    ingress: object
      .get('status')
      .get('loadBalancer')
      .get('ingress')
      .items()
      .map(ingress => ({
        ip: ingress.get('ip').text(),
        hostname: ingress.get('hostname').text(),
      })),
  };
});

function addresses(spec: Field): readonly string[] {
  const several = spec.get('clusterIPs').texts();
  const one = spec.get('clusterIP').text();
  return several.length === 0 && one !== undefined ? [one] : several;
}

function decodeType(field: Field): ServiceRecord['type'] {
  const type = field.textOr('ClusterIP');
  switch (type) {
    case 'ClusterIP':
    case 'NodePort':
    case 'LoadBalancer':
    case 'ExternalName':
      return type;
    default:
      throw field.malformed(
        'must be ClusterIP, NodePort, LoadBalancer or ExternalName',
      );
  }
}

function decodePort(port: Field): ServicePort {
  return {
    name: port.get('name').textOr(''),
    number: port.get('port').requiredPort(),
    targetPort: port.get('targetPort').portOrName(),
    protocol: port.get('protocol').textOr('TCP'),
    appProtocol: port.get('appProtocol').text(),
    nodePort: port.get('nodePort').port(),
  };
}
