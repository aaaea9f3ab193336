import { StreamMatch } from '../model/records/virtualService';
import { containsLabels } from '../model/selector';
import { RouteClient } from './clientHttpRoutes';

/** Whether a match of a TCP or TLS route can apply to a proxy at a port; what the connection must look like is not asked here. Reference 6.3. */
export function streamMatchApplies(
  match: StreamMatch,
  { gateway, namespace, labels }: RouteClient,
  port: number,
): boolean {
  return (
    (match.gateways.length === 0 || match.gateways.includes(gateway)) &&
    containsLabels(labels, match.sourceLabels) &&
    (match.port === undefined || match.port === port) &&
    (match.sourceNamespace === undefined || match.sourceNamespace === namespace)
  );
}
