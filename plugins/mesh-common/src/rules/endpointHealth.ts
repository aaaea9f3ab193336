import { SliceEndpoint } from '../model/records/endpointSlice';
import { ServiceRecord } from '../model/records/service';
import { EndpointHealth } from './endpoints';

/** Labels with which a Service asks for persistent sessions, by istiod's defaults. */
const SESSION_LABELS = [
  'istio.io/persistent-session',
  'istio.io/persistent-session-header',
];

/** Health of an endpoint as Istio derives it from its conditions. Absent conditions have meanings of their own. Reference 3.3. */
export function endpointHealth(
  {
    ready,
    serving,
    terminating,
  }: Pick<SliceEndpoint, 'ready' | 'serving' | 'terminating'>,
  drains: boolean,
): EndpointHealth {
  if (ready !== false) return 'healthy';
  if (terminating === false) return 'unhealthy';
  return drains && serving !== false ? 'draining' : 'terminating';
}

/** Whether endpoints of a Service are drained: it asks for persistent sessions. Reference 3.3. */
export function drainsEndpoints(
  service: ServiceRecord | undefined,
  labels: readonly string[] = SESSION_LABELS,
): boolean {
  return labels.some(label => Boolean(service?.labels.get(label)));
}
