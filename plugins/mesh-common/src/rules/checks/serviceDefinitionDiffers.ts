import { serviceKey } from '../../model/refs';
import { listText } from '../findingSubject';
import { collisionCheck } from './collisionCheck';

/** Copies of a service that differ in what only the defining copy decides. Reference 3.1. */
export const serviceDefinitionDiffers = collisionCheck({
  code: 'service-definition-differs',
  source: '3.1',
  judge(collision, service) {
    if (collision.code !== 'definition') return undefined;
    const { field, values } = collision;
    return {
      severity: 'warning',
      clusters: values.flatMap(({ clusters }) => clusters),
      message: `${field} of ${serviceKey(service)} is ${listText(
        values.map(
          ({ value, clusters }) =>
            `${value || 'not set'} in ${listText(clusters)}`,
        ),
      )}: each control plane uses the first copy it finds, its own cluster's if there is one.`,
      fix: 'Make the Services equal in this field.',
    };
  },
});
