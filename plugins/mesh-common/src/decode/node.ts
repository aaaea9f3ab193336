import { NodeRecord } from '../model/records/node';
import { isConditionTrue } from './conditions';
import { decoder } from './decoder';

/** Decoder of Nodes. @public */
export const decodeNode = decoder<NodeRecord>((object, metadata) => {
  const spec = object.get('spec');
  const cidrs = spec.get('podCIDRs').texts();
  const cidr = spec.get('podCIDR').text();
  return {
    ...metadata,
    externalAddresses: object
      .get('status')
      .get('addresses')
      .items()
      .filter(address => address.get('type').text() === 'ExternalIP')
      .map(address => address.get('address').textOr(''))
      .filter(address => address !== ''),
    podCidrs: cidrs.length === 0 && cidr ? [cidr] : cidrs,
    ready: isConditionTrue(object.get('status').get('conditions'), 'Ready'),
  };
});
