import {
  EndpointSliceRecord,
  SliceEndpoint,
} from '../model/records/endpointSlice';
import { decoder } from './decoder';
import { Field } from './field';

/** Decoder of EndpointSlices. @public */
export const decodeEndpointSlice = decoder<EndpointSliceRecord>(
  (object, metadata) => ({
    ...metadata,
    service: metadata.labels.get('kubernetes.io/service-name') ?? '',
    addressType: object.get('addressType').textOr('IPv4'),
    ports: object
      .get('ports')
      .items()
      .flatMap(port => {
        const number = port.get('port').port();
        if (number === undefined) return [];
        return [
          {
            name: port.get('name').textOr(''),
            number,
            appProtocol: port.get('appProtocol').text(),
          },
        ];
      }),
    endpoints: object.get('endpoints').items().map(decodeEndpoint),
  }),
);

function decodeEndpoint(endpoint: Field): SliceEndpoint {
  const conditions = endpoint.get('conditions');
  const target = endpoint.get('targetRef');
  const kind = target.get('kind').text();
  return {
    addresses: endpoint.get('addresses').texts(),
    ready: conditions.get('ready').flag(),
    serving: conditions.get('serving').flag(),
    terminating: conditions.get('terminating').flag(),
    pod: kind === 'Pod' ? target.get('name').text() : undefined,
    foreignTarget: kind !== undefined && kind !== 'Pod',
    nodeName: endpoint.get('nodeName').text(),
  };
}
