import { SidecarRecord } from '../model/records/sidecar';
import { decoder } from './decoder';
import { Field } from './field';
import { decodeLabels } from './metadata';

/** Decoder of Sidecars. @public */
export const decodeSidecar = decoder<SidecarRecord>((object, metadata) => {
  const spec = object.get('spec');
  const selector = spec.get('workloadSelector');
  return {
    ...metadata,
    workloadSelector: selector.present
      ? decodeLabels(selector.get('labels'))
      : undefined,
    egress: spec
      .get('egress')
      .items()
      .map(egress => ({
        hosts: egress.get('hosts').texts(),
        port: decodePort(egress.get('port')),
        bind: egress.get('bind').textOr(''),
      })),
    ingress: spec
      .get('ingress')
      .items()
      .map(ingress => ({
        number: ingress.get('port').get('number').requiredPort(),
        defaultEndpoint: ingress.get('defaultEndpoint').textOr(''),
      })),
    outboundTrafficPolicy: spec.get('outboundTrafficPolicy').get('mode').text(),
  };
});

function decodePort(port: Field): SidecarRecord['egress'][number]['port'] {
  if (!port.present) return undefined;
  return {
    number: port.get('number').requiredPort(),
    name: port.get('name').textOr(''),
    protocol: port.get('protocol').textOr('TCP'),
  };
}
