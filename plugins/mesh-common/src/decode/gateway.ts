import { GatewayRecord } from '../model/records/gateway';
import { decoder } from './decoder';
import { decodeLabels } from './metadata';

/** Decoder of Istio Gateways. @public */
export const decodeGateway = decoder<GatewayRecord>((object, metadata) => {
  const spec = object.get('spec');
  return {
    ...metadata,
    selector: decodeLabels(spec.get('selector')),
    servers: spec
      .get('servers')
      .items()
      .map(server => {
        const port = server.get('port');
        const tls = server.get('tls');
        return {
          port: {
            number: port.get('number').requiredPort(),
            name: port.get('name').textOr(''),
            protocol: port.get('protocol').textOr('TCP'),
          },
          hosts: server.get('hosts').texts(),
          tlsMode: tls.present
            ? tls.get('mode').textOr('PASSTHROUGH')
            : undefined,
          httpsRedirect: tls.get('httpsRedirect').flagOr(false),
        };
      }),
  };
});
