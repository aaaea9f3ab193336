import { ServiceEntryRecord } from '../model/records/serviceEntry';
import { decoder } from './decoder';
import { Field } from './field';
import { decodeLabels } from './metadata';
import { decodeWorkloadSpec } from './workloadEntry';

/** Decoder of ServiceEntries. @public */
export const decodeServiceEntry = decoder<ServiceEntryRecord>(
  (object, metadata) => {
    const spec = object.get('spec');
    const selector = spec.get('workloadSelector');
    return {
      ...metadata,
      hosts: spec.get('hosts').texts(),
      addresses: spec.get('addresses').texts(),
      ports: spec
        .get('ports')
        .items()
        .map(port => ({
          name: port.get('name').textOr(''),
          number: port.get('number').requiredPort(),
          protocol: port.get('protocol').textOr('TCP'),
          targetPort: port.get('targetPort').port() || undefined,
        })),
      location:
        spec.get('location').text() === 'MESH_INTERNAL'
          ? 'MESH_INTERNAL'
          : 'MESH_EXTERNAL',
      resolution: decodeResolution(spec.get('resolution')),
      endpoints: spec.get('endpoints').items().map(decodeWorkloadSpec),
      workloadSelector: selector.present
        ? decodeLabels(selector.get('labels'))
        : undefined,
      exportTo: spec.get('exportTo').texts(),
      subjectAltNames: spec.get('subjectAltNames').texts(),
      allocated: decodeAllocated(object.get('status').get('addresses')),
    };
  },
);

function decodeAllocated(field: Field): ServiceEntryRecord['allocated'] {
  const allocated = new Map<string, readonly string[]>();
  for (const item of field.items()) {
    const host = item.get('host').textOr('');
    const address = item.get('value').text();
    if (address !== undefined)
      allocated.set(host, [...(allocated.get(host) ?? []), address]);
  }
  return allocated;
}

function decodeResolution(field: Field): ServiceEntryRecord['resolution'] {
  const resolution = field.textOr('NONE');
  switch (resolution) {
    case 'NONE':
    case 'STATIC':
    case 'DNS':
    case 'DNS_ROUND_ROBIN':
    case 'DYNAMIC_DNS':
      return resolution;
    default:
      throw field.malformed(
        'must be NONE, STATIC, DNS, DNS_ROUND_ROBIN or DYNAMIC_DNS',
      );
  }
}
