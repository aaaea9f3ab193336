import { compareText } from '../model/record';
import { ResourceQuotaRecord } from '../model/records/resourceQuota';
import { decoder } from './decoder';
import { Field } from './field';

/** Decoder of ResourceQuotas. @public */
export const decodeResourceQuota = decoder<ResourceQuotaRecord>(
  (object, metadata) => {
    const used = new Map(quantities(object.get('status').get('used')));
    const limits = quantities(object.get('spec').get('hard')).map(
      ([resource, hard]) => ({ resource, hard, used: used.get(resource) }),
    );
    return {
      ...metadata,
      limits: limits.sort((a, b) => compareText(a.resource, b.resource)),
    };
  },
);

/** Quantities are texts, and numbers in what people write. */
function quantities(field: Field): readonly (readonly [string, string])[] {
  return field.entries().flatMap(([name, value]) => {
    const quantity = value.scalar();
    return quantity === undefined ? [] : [[name, String(quantity)] as const];
  });
}
