/** Texts of the view What if. */
export const whatIfMessages = {
  'whatIf.lose.title': 'What if we lose',
  'whatIf.lose.cluster': 'Cluster',
  'whatIf.lose.region': 'Region',
  'whatIf.lose.zone': 'Zone',
  'whatIf.lose.gateways': 'East-west gateways of',
  'whatIf.lose.controlPlane': 'Control plane',
  'whatIf.lose.clear': 'Lose nothing',
  'whatIf.port': 'Port',
  'whatIf.clients': 'Client clusters',
  'whatIf.allClients': 'All',
  'whatIf.phase.label': 'After',
  'whatIf.phase.t0': 'At once',
  'whatIf.phase.t1': 'After ejection',
  'whatIf.phase.t2': 'Once istiod knows',
  'whatIf.phaseHint.t0':
    'Nobody has noticed: what is dead keeps its share, and calls there fail before retries.',
  'whatIf.phaseHint.t1': 'Outlier detection has ejected what it may.',
  'whatIf.phaseHint.t2':
    'The control planes know: the dead part is gone from what proxies are told.',
  'whatIf.nothingLost.title': 'Choose what is lost.',
  'whatIf.nothingLost.hint': 'The table shows where calls go today.',
  'whatIf.noCallers.title':
    'No pod with a sidecar was found that may call this service.',
  'whatIf.noCallers.cure':
    'Without a caller in the mesh, there is no traffic of which the mesh decides.',
  'whatIf.verdict.unaffected': 'Unaffected: everything stays as it is.',
  'whatIf.verdict.survives':
    'Survives: no call fails for good; where needed, calls go elsewhere.',
  'whatIf.verdict.degraded':
    'Degraded: a part of the calls fails for good, or nothing new reaches some callers.',
  'whatIf.verdict.lost': 'Lost: all calls of some callers fail.',
  'whatIf.verdict.unknown':
    'Unknown: something that matters could not be seen.',
  'whatIf.word.unaffected': 'unaffected',
  'whatIf.word.survives': 'survives',
  'whatIf.word.degraded': 'degraded',
  'whatIf.word.lost': 'lost',
  'whatIf.word.unknown': 'unknown',
  'whatIf.callers': 'Callers: {{summary}}.',
  'whatIf.inLostPart': 'in the lost part {{value}}',
  'whatIf.stillFailing.t1':
    'After ejection, {{percent}} of the calls still fail.',
  'whatIf.stillFailing.t2':
    'Once istiod knows, {{percent}} of the calls still fail.',
  'whatIf.counted': '{{word}} {{value}}',
  'whatIf.unseen':
    'Not fully seen: {{clusters}}. Rows that depend on it are unknown; the others are certain.',
  'whatIf.unseenCallers':
    'Callers in {{clusters}} could not all be seen, so the verdict on the whole is unknown.',
  'whatIf.table': 'Where calls go today and after the loss',
  'whatIf.column.from': 'From',
  'whatIf.column.today': 'Today',
  'whatIf.column.after': 'After',
  'whatIf.column.verdict': 'Verdict and why',
  'whatIf.noChange': 'no change',
  'whatIf.keeps': 'keeps what it has',
  'whatIf.lastKnown': 'last known, not certain',
  'whatIf.lostWithIt': 'The clients are in the lost part.',
  'whatIf.lostWithItWord': 'lost with it',
  'whatIf.pods_one': '{{count}} pod',
  'whatIf.pods_other': '{{count}} pods',
  'whatIf.namespaces': 'from {{names}}',
  'whatIf.noLocality': 'no locality',
  'whatIf.share.refused': 'refused, nobody to send to',
  'whatIf.share.unplaced': 'nobody knows where',
  'whatIf.share.answered': 'answered by the proxy',
  'whatIf.share.gateway': '{{cluster}} through its gateway',
  'whatIf.share.someGateway': 'a gateway of the mesh networks',
  'whatIf.share.failing': '{{percent}} fail',
  'whatIf.share.none.no-proxy': 'The calling pod is gone.',
  'whatIf.share.none.no-control-plane': 'The caller has no control plane.',
  'whatIf.share.none.rejected': 'The control plane does not accept the caller.',
  'whatIf.share.none.not-visible': 'The caller does not know the service.',
  'whatIf.share.none.no-such-port': 'The service has no such port.',
  'whatIf.share.none.no-route': 'No route leads there.',
  'whatIf.share.everything': 'everything else',
  'whatIf.reason.caller-lost': 'The clients are in the lost part.',
  'whatIf.reason.control-plane-lost':
    'Their control plane is lost: they keep what they have, nothing new reaches them, and new pods cannot start.',
  'whatIf.reason.service-forgotten':
    'Their control plane does not know the service any more.',
  'whatIf.reason.not-fully-seen': 'Not everything that matters could be seen.',
  'whatIf.reason.gateway-address-repeated':
    'Envoy keeps only the first copy of an address, so that weights are lost.',
  'whatIf.reason.network-without-gateway':
    'Another network has no gateway: its addresses are dialled directly.',
  'whatIf.reason.no-ready-pods-behind-gateway':
    'A gateway keeps its share although nobody behind it is ready.',
  'whatIf.reason.failover-not-armed':
    'Failover is inactive: without outlier detection, what is dead keeps its share until istiod knows. Set trafficPolicy.outlierDetection in the DestinationRule.',
  'whatIf.reason.ejection-weak':
    'The ejection limit leaves dead endpoints in use. Raise outlierDetection.maxEjectionPercent.',
  'whatIf.reason.distribution-without-fallback':
    'Ready endpoints are left out because the distribution does not name their locality.',
  'whatIf.reason.pinned-subset':
    'The subset has nobody left while the service has.',
  'whatIf.reason.nobody-left':
    'No endpoint that these callers may use answers.',
  'whatIf.reason.destination-missing':
    'A route names a subset, port or host that does not exist.',
  'whatIf.reason.application-chooses':
    'The application picks the address itself, as with headless services: no share can be told. What is dead fails for those that pick it.',
  'whatIf.reason.zone-aware':
    'Shares between zones also depend on where clients are.',
  'whatIf.reason.consistent-hash':
    'The hash of a request decides; the shares are those of many different requests.',
  'whatIf.ejection.armed':
    'Outlier detection is on: up to {{atMost}} of {{hosts}} endpoints can be ejected.',
  'whatIf.ejection.weak':
    'Outlier detection may eject {{atMost}} of {{hosts}} endpoints, but the largest cluster has {{needed}}.',
  'whatIf.ejection.no-outlier-detection': 'No outlier detection.',
  'whatIf.ejection.detectors-off':
    'Outlier detection is set, but every detector is off.',
  'whatIf.versions': 'Computed with the rules of {{list}}.',
  'whatIf.version': 'Istio {{version}} ({{controlPlane}})',
  'whatIf.versionUnknown': 'an unknown version of Istio ({{controlPlane}})',
  'whatIf.honesty':
    'Computed in your browser from configuration. Assumes that traffic follows the priorities; no measured load is used, and whether what remains can carry it is not looked at.',
} as const;
