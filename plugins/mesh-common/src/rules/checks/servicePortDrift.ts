import { serviceKey } from '../../model/refs';
import { listText } from '../findingSubject';
import { collisionCheck } from './collisionCheck';

/** Ports of a service that differ between clusters so that endpoints are lost, or taken for something else. Reference 3.4. */
export const servicePortDrift = collisionCheck({
  code: 'service-port-drift',
  source: '3.4',
  judge(collision, service) {
    const key = serviceKey(service);
    switch (collision.code) {
      case 'port-names':
        return {
          severity: 'error',
          clusters: collision.names.flatMap(({ clusters }) => clusters),
          message: `Port ${collision.number} of ${key} is called ${listText(
            collision.names.map(
              ({ value, clusters }) =>
                `${value || 'nothing'} in ${listText(clusters)}`,
            ),
          )}: endpoints join by the name of their port, so callers lose those that use another one than the defining copy.`,
          fix: 'Give the port the same name in every cluster.',
        };
      case 'port-missing':
        return {
          severity: 'warning',
          clusters: [...collision.present, ...collision.missing],
          message: `Port ${collision.number} of ${key} exists in ${listText(
            collision.present,
          )}, but not in ${listText(
            collision.missing,
          )}: which ports callers know depends on the copy that defines the service.`,
          fix: 'Define the same ports in every cluster.',
        };
      case 'port-protocols':
        return {
          severity: 'warning',
          clusters: collision.protocols.flatMap(({ clusters }) => clusters),
          message: `Port ${
            collision.name || 'without name'
          } of ${key} is ${listText(
            collision.protocols.map(
              ({ value, clusters }) => `${value} in ${listText(clusters)}`,
            ),
          )}: callers take it for what the defining copy says.`,
          fix: 'Set the same appProtocol, or the same prefix of the name, in every cluster.',
        };
      default:
        // One name with several numbers works (reference 3.4).
        return undefined;
    }
  },
});
