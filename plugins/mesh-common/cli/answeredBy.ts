/** The rule that answers for a field of a recording, and the section of the reference it implements. */
export const ANSWERED_BY: ReadonlyMap<
  string,
  readonly [rule: string, section: string]
> = new Map([
  ['controlPlane', ['proxyOf', '1.1, 1.5']],
  ['rejected', ['proxyOf', '1.1']],
  ['network', ['networkFilter', '1.4, 4.2']],
  ['locality', ['proxyOf', '3.5']],
  ['clusters', ['visibleServices', '3.8, 6.2']],
  ['type', ['proxyClusters', '3.6']],
  ['lbPolicy', ['effectivePolicy', '5.1']],
  ['localityWeighted', ['localityPriorities', '5.3']],
  ['zoneAware', ['localitySetting', '5.4']],
  ['panicThreshold', ['effectivePolicy', '5.5']],
  ['outlierDetection', ['effectivePolicy', '5.1, 5.6']],
  ['tls', ['upstreamTls', '7.6']],
  ['sans', ['serviceIdentities', '7.1']],
  ['endpoints', ['networkFilter', '3.3, 4.2, 5.3']],
  ['weight', ['networkFilter', '4.4']],
  ['localityWeight', ['localityPriorities', '5.3']],
  ['health', ['endpointHealth', '3.3']],
  ['mtls', ['upstreamTls', '7.6']],
  ['gateway', ['networkFilter', '4.2']],
  ['cluster', ['networkFilter', '4.1']],
  ['tunnel', ['networkFilter', '4.7']],
  ['routes', ['proxyRoutes', '6.3']],
  ['tcp', ['proxyTcp', '6.3']],
  ['inbound', ['proxyInbound', '7.6']],
  ['listeners', ['gatewayListeners', '4.5']],
  ['passthrough', ['gatewayPassthrough', '4.5']],
  ['services', ['ambientServices', '4.7']],
  ['workloads', ['ambientWorkloads', '4.7']],
]);

/** Names the rule and the section behind a field, for a reader of a difference. */
export function answeredBy(field: string): string {
  const [rule, section] = ANSWERED_BY.get(field) ?? ['proxyConfig', '3'];
  return `${rule}, reference ${section}`;
}
