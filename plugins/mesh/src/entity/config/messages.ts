/** Texts of the view Configuration in force. */
export const configMessages = {
  empty: {
    title: 'No mesh configuration decides about this service.',
    notSeen: 'No mesh configuration could be seen for this service.',
    reason:
      'No workload with a sidecar is told of it, and no proxy stands before its pods.',
  },
  allClusters: 'All clusters',
  cluster: 'Callers and pods in',
  filteredOut: 'Nothing is decided about callers or pods in {{cluster}}.',
  showAll: 'Show all clusters',
  callers: {
    title: 'How it is called',
    none: 'No workload with a sidecar is told of this service, so no DestinationRule and no route decides for anybody.',
    noneSeen:
      'No workload with a sidecar that is told of this service could be seen.',
    ambient:
      'Limited: callers that a ztunnel captures are not listed. For them, DestinationRules and routes act at a waypoint only.',
  },
  servers: {
    title: 'What guards its pods',
    none: 'No pod of this service could be seen.',
  },
  answered: {
    by: '{{deployment}} {{version}} in {{cluster}}',
    versionUnknown: 'of unknown version',
    revision: 'revision {{revision}}',
    rules: 'answered by the rules of Istio 1.{{minor}}',
    rulesGuessed:
      'its version is not known: answered by the rules of Istio 1.{{minor}}, the newest ones known',
    source: 'configuration from',
    assumed:
      'Assumed: nobody tells which clusters it watches, so it is taken to watch all of its mesh.',
    nobody: 'No proxy guards these pods: policies have no effect on them.',
    unknown: 'Which control plane guards these pods is not known.',
    limited:
      'Limited: a ztunnel guards these pods, and Istio itself calls ambient across clusters alpha.',
    waypoint: 'Requests come through the waypoint',
    unsure: 'Not certain: something that may decide could not be seen.',
  },
  who: {
    callers: 'Callers',
    caller_one: '{{namespace}} in {{cluster}} ({{value}} pod)',
    caller_other: '{{namespace}} in {{cluster}} ({{value}} pods)',
    pods_one: '{{value}} pod in {{cluster}}',
    pods_other: '{{value}} pods in {{cluster}}',
    more: '+ {{value}} more',
  },
  table: {
    callers: 'What decides for callers in {{clusters}}',
    servers: 'What guards pods in {{cluster}}',
    column: {
      topic: 'Decides',
      winner: 'In force',
      losers: 'Not in force',
    },
  },
  topic: {
    definition: 'Endpoints and ports',
    sidecar: 'What callers may see',
    destinationRules: 'Load balancing and failover',
    routes: 'Routing',
    peerAuthentications: 'Mutual TLS',
    authorizationPolicies: 'Who may call',
  },
  default: {
    definition: 'Nothing defines the host for these callers.',
    sidecar: 'No Sidecar: everything that is exported to them.',
    destinationRules: 'No DestinationRule: the defaults of the mesh.',
    routes: 'No route: straight to all endpoints.',
    peerAuthentications:
      'No PeerAuthentication: PERMISSIVE, plain text is taken too.',
    authorizationPolicies: 'No AuthorizationPolicy: open to all.',
  },
  age: 'made {{age}} ago',
  merged: 'joined with the one above',
  defines: 'defines it',
  differs_one: 'differs in {{count}} of {{all}}',
  differs_other: 'differs in {{count}} of {{all}}',
  copies_one: '{{value}} copy in another cluster, which is not read here',
  copies_other: '{{value}} copies in other clusters, which are not read here',
  losers_one: '{{value}} more object',
  losers_other: '{{value}} more objects',
  reason: {
    'other-config-cluster':
      'lies in a cluster from which the control plane reads no configuration',
    'other-revision': 'its label istio.io/rev names another revision',
    'namespace-not-selected':
      'the discovery selectors of the mesh leave its namespace out',
    'not-exported': 'it is not exported to these callers',
    'not-for-this-client': 'it is for a gateway, or for other workloads',
    'not-imported': 'the Sidecar of these callers does not import it',
    shadowed:
      'another one is closer: in the callers’ namespace, or for a more exact host',
    'lost-to-another':
      'another one for the same host is older, or newer with an export of its own',
    'other-workloads': 'it selects other workloads',
    attached:
      'it is attached to a gateway or Service, and does not speak to these pods',
    'selector-in-root':
      'in the root namespace only a policy without selector counts',
    'lost-to-older': 'another one of the same level is older',
    overridden: 'one that is closer to the pods says otherwise',
    'says-nothing': 'it leaves the mode open',
    'not-enforced': 'it is only logged',
    'matches-nothing': 'it has no rule, and so denies nothing',
  },
  drift: {
    title: 'What differs between clusters',
    none: 'What decides here is the same in all primaries that could be seen.',
    notCompared: 'Whether copies differ in {{clusters}} could not be compared.',
    primaries: 'mesh {{mesh}}, configuration in {{clusters}}',
    show: 'Compare side by side',
    hide: 'Hide the comparison',
    readBy: {
      client: 'Callers decide by the copy that their control plane reads.',
      server:
        'Pods are guarded by the copy that their control plane reads, so the same call may be allowed in one cluster and denied in another.',
    },
    missing: 'In {{present}}, but not in {{missing}}.',
    subsets:
      'It defines subsets: requests for them fail where nobody knows them.',
    shadowed:
      'Equal copies, but without effect in {{shadowed}}: {{by}} comes first there.',
    'age-order':
      'The same objects, but another one is the oldest and wins: {{winners}}.',
    winner: '{{object}} in {{cluster}}',
    table: 'Differing fields of {{object}}',
    field: 'Field',
    absent: 'not set',
    'not-kept': 'set; Meshwise keeps nothing of it, because no rule reads it',
    partly:
      'What is shown is equal: the copies differ in parts that no rule reads.',
  },
  idle: {
    title: 'Without any effect',
    text: 'Nobody reads configuration from {{cluster}}; its control plane reads {{readFrom}}.',
  },
} as const;
