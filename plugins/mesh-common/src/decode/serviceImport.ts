import { ServiceImportRecord } from '../model/records/multiCluster';
import { decoder } from './decoder';

/** Decoder of ServiceImports. @public */
export const decodeServiceImport = decoder<ServiceImportRecord>(
  (object, metadata) => {
    const spec = object.get('spec');
    return {
      ...metadata,
      type: spec.get('type').textOr(''),
      ips: spec.get('ips').texts(),
      ports: spec
        .get('ports')
        .items()
        .map(port => ({
          name: port.get('name').textOr(''),
          number: port.get('port').requiredPort(),
          protocol: port.get('protocol').textOr('TCP'),
        })),
    };
  },
);
