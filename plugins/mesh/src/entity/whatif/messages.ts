/** Texts of the view What if. */
export const whatIfMessages = {
  lose: {
    title: 'What if we lose',
    cluster: 'Cluster',
    region: 'Region',
    zone: 'Zone',
    gateways: 'East-west gateways of',
    controlPlane: 'Control plane',
    clear: 'Lose nothing',
  },
  clients: 'Client clusters',
  allClients: 'All',
  phase: {
    label: 'After',
    t0: 'At once',
    t1: 'After ejection',
    t2: 'Once istiod knows',
  },
  phaseHint: {
    t0: 'Nobody has noticed: what is dead keeps its share, and calls there fail before retries.',
    t1: 'Outlier detection has ejected what it may.',
    t2: 'The control planes know: the dead part is gone from what proxies are told.',
  },
  nothingLost: {
    title: 'Choose what is lost.',
    hint: 'The table shows where calls go today.',
  },
  noCallers: {
    title: 'No pod with a sidecar was found that may call this service.',
    cure: 'Without a caller in the mesh, there is no traffic of which the mesh decides.',
  },
  verdict: {
    unaffected: 'Unaffected: everything stays as it is.',
    survives:
      'Survives: no call fails for good; where needed, calls go elsewhere.',
    degraded:
      'Degraded: a part of the calls fails for good, or nothing new reaches some callers.',
    lost: 'Lost: all calls of some callers fail.',
    unknown: 'Unknown: something that matters could not be seen.',
  },
  word: {
    unaffected: 'unaffected',
    survives: 'survives',
    degraded: 'degraded',
    lost: 'lost',
    unknown: 'unknown',
  },
  callers: 'Callers: {{summary}}.',
  inLostPart: 'in the lost part {{value}}',
  stillFailing: {
    t1: 'After ejection, {{percent}} of the calls still fail.',
    t2: 'Once istiod knows, {{percent}} of the calls still fail.',
  },
  counted: '{{word}} {{value}}',
  unseen:
    'Not fully seen: {{clusters}}. Rows that depend on it are unknown; the others are certain.',
  unseenCallers:
    'Callers in {{clusters}} could not all be seen, so the verdict on the whole is unknown.',
  table: 'Where calls go today and after the loss',
  column: {
    from: 'From',
    today: 'Today',
    after: 'After',
    verdict: 'Verdict and why',
  },
  noChange: 'no change',
  keeps: 'keeps what it has',
  lastKnown: 'last known, not certain',
  lostWithIt: 'The clients are in the lost part.',
  lostWithItWord: 'lost with it',
  pods_one: '{{count}} pod',
  pods_other: '{{count}} pods',
  namespaces: 'from {{names}}',
  noLocality: 'no locality',
  share: {
    refused: 'refused, nobody to send to',
    unplaced: 'nobody knows where',
    answered: 'answered by the proxy',
    gateway: '{{cluster}} through its gateway',
    someGateway: 'a gateway of the mesh networks',
    failing: '{{percent}} fail',
    none: {
      'no-proxy': 'The calling pod is gone.',
      'no-control-plane': 'The caller has no control plane.',
      rejected: 'The control plane does not accept the caller.',
      'not-visible': 'The caller does not know the service.',
      'no-such-port': 'The service has no such port.',
      'no-route': 'No route leads there.',
    },
    everything: 'everything else',
  },
  reason: {
    'caller-lost': 'The clients are in the lost part.',
    'control-plane-lost':
      'Their control plane is lost: they keep what they have, nothing new reaches them, and new pods cannot start.',
    'service-forgotten':
      'Their control plane does not know the service any more.',
    'not-fully-seen': 'Not everything that matters could be seen.',
    'gateway-address-repeated':
      'Envoy keeps only the first copy of an address, so that weights are lost.',
    'network-without-gateway':
      'Another network has no gateway: its addresses are dialled directly.',
    'no-ready-pods-behind-gateway':
      'A gateway keeps its share although nobody behind it is ready.',
    'failover-not-armed':
      'Failover is inactive: without outlier detection, what is dead keeps its share until istiod knows. Set trafficPolicy.outlierDetection in the DestinationRule.',
    'ejection-weak':
      'The ejection limit leaves dead endpoints in use. Raise outlierDetection.maxEjectionPercent.',
    'distribution-without-fallback':
      'Ready endpoints are left out because the distribution does not name their locality.',
    'pinned-subset': 'The subset has nobody left while the service has.',
    'nobody-left': 'No endpoint that these callers may use answers.',
    'destination-missing':
      'A route names a subset, port or host that does not exist.',
    'application-chooses':
      'The application picks the address itself, as with headless services: no share can be told. What is dead fails for those that pick it.',
    'zone-aware': 'Shares between zones also depend on where clients are.',
    'consistent-hash':
      'The hash of a request decides; the shares are those of many different requests.',
  },
  ejection: {
    armed:
      'Outlier detection is on: up to {{atMost}} of {{hosts}} endpoints can be ejected.',
    weak: 'Outlier detection may eject {{atMost}} of {{hosts}} endpoints, but the largest cluster has {{needed}}.',
    'no-outlier-detection': 'No outlier detection.',
    'detectors-off': 'Outlier detection is set, but every detector is off.',
  },
  versions: 'Computed with the rules of {{list}}.',
  version: 'Istio {{version}} ({{controlPlane}})',
  versionUnknown: 'an unknown version of Istio ({{controlPlane}})',
  honesty:
    'Computed in your browser from configuration. Assumes that traffic follows the priorities; no measured load is used, and whether what remains can carry it is not looked at.',
} as const;
