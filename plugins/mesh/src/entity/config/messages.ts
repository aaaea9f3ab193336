/** Texts of the view Configuration in force. */
export const configMessages = {
  'config.empty.title': 'No mesh configuration decides about this service.',
  'config.empty.notSeen':
    'No mesh configuration could be seen for this service.',
  'config.empty.reason':
    'No workload with a sidecar is told of it, and no proxy stands before its pods.',
  'config.allClusters': 'All clusters',
  'config.cluster': 'Callers and pods in',
  'config.filteredOut':
    'Nothing is decided about callers or pods in {{cluster}}.',
  'config.showAll': 'Show all clusters',
  'config.callers.title': 'How it is called',
  'config.callers.none':
    'No workload with a sidecar is told of this service, so no DestinationRule and no route decides for anybody.',
  'config.callers.noneSeen':
    'No workload with a sidecar that is told of this service could be seen.',
  'config.callers.ambient':
    'Limited: callers that a ztunnel captures are not listed. For them, DestinationRules and routes act at a waypoint only.',
  'config.waypoints.title': 'What its waypoint applies',
  'config.waypoints.limited':
    'Limited: what a waypoint is given was never compared with Istio’s own answers.',
  'config.servers.title': 'What guards its pods',
  'config.servers.none': 'No pod of this service could be seen.',
  'config.answered.by': '{{deployment}} {{version}} in {{cluster}}',
  'config.answered.versionUnknown': 'of unknown version',
  'config.answered.revision': 'revision {{revision}}',
  'config.answered.rules': 'answered by the rules of Istio 1.{{minor}}',
  'config.answered.rulesGuessed':
    'its version is not known: answered by the rules of Istio 1.{{minor}}, the newest ones known',
  'config.answered.source': 'configuration from',
  'config.answered.assumed':
    'Assumed: nobody tells which clusters it watches, so it is taken to watch all of its mesh.',
  'config.answered.nobody':
    'No proxy guards these pods: policies have no effect on them.',
  'config.answered.unknown':
    'Which control plane guards these pods is not known.',
  'config.answered.limited':
    'Limited: a ztunnel guards these pods, and Istio itself calls ambient across clusters alpha.',
  'config.answered.waypoint': 'Requests come through the waypoint',
  'config.answered.unsure':
    'Not certain: something that may decide could not be seen.',
  'config.who.callers': 'Callers',
  'config.who.caller_one': '{{namespace}} in {{cluster}} ({{value}} pod)',
  'config.who.caller_other': '{{namespace}} in {{cluster}} ({{value}} pods)',
  'config.who.pods_one': '{{value}} pod in {{cluster}}',
  'config.who.pods_other': '{{value}} pods in {{cluster}}',
  'config.who.waypoint':
    'Waypoint {{name}} in {{cluster}}, {{ready}} of {{pods}} pods ready',
  'config.who.more': '+ {{value}} more',
  'config.table.callers': 'What decides for callers in {{clusters}}',
  'config.table.servers': 'What guards pods in {{cluster}}',
  'config.table.waypoint': 'What the waypoint in {{cluster}} applies',
  'config.table.column.topic': 'Decides',
  'config.table.column.winner': 'In force',
  'config.table.column.losers': 'Not in force',
  'config.topic.definition': 'Endpoints and ports',
  'config.topic.sidecar': 'What callers may see',
  'config.topic.destinationRules': 'Load balancing and failover',
  'config.topic.routes': 'Routing',
  'config.topic.peerAuthentications': 'Mutual TLS',
  'config.topic.authorizationPolicies': 'Who may call',
  'config.default.definition': 'Nothing defines the host for these callers.',
  'config.default.sidecar': 'No Sidecar: everything that is exported to them.',
  'config.default.destinationRules':
    'No DestinationRule: the defaults of the mesh.',
  'config.default.routes': 'No route: straight to all endpoints.',
  'config.default.peerAuthentications':
    'No PeerAuthentication: PERMISSIVE, plain text is taken too.',
  'config.default.authorizationPolicies':
    'No AuthorizationPolicy: open to all.',
  'config.age': 'made {{age}} ago',
  'config.merged': 'joined with the one above',
  'config.defines': 'defines it',
  'config.differs_one': 'differs in {{count}} of {{all}}',
  'config.differs_other': 'differs in {{count}} of {{all}}',
  'config.copies_one':
    '{{value}} copy in another cluster, which is not read here',
  'config.copies_other':
    '{{value}} copies in other clusters, which are not read here',
  'config.losers_one': '{{value}} more object',
  'config.losers_other': '{{value}} more objects',
  'config.reason.other-config-cluster':
    'lies in a cluster from which the control plane reads no configuration',
  'config.reason.other-revision':
    'its label istio.io/rev names another revision',
  'config.reason.namespace-not-selected':
    'the discovery selectors of the mesh leave its namespace out',
  'config.reason.not-exported': 'it is not exported to these callers',
  'config.reason.not-for-this-client':
    'it is for a gateway, or for other workloads',
  'config.reason.not-imported':
    'the Sidecar of these callers does not import it',
  'config.reason.shadowed':
    'another one is closer: in the callers’ namespace, or for a more exact host',
  'config.reason.lost-to-another':
    'another one for the same host is older, or newer with an export of its own',
  'config.reason.other-workloads': 'it selects other workloads',
  'config.reason.attached':
    'it is attached to a gateway or Service, and does not speak to these pods',
  'config.reason.selector-in-root':
    'in the root namespace only a policy without selector counts',
  'config.reason.lost-to-older': 'another one of the same level is older',
  'config.reason.overridden': 'one that is closer to the pods says otherwise',
  'config.reason.says-nothing': 'it leaves the mode open',
  'config.reason.not-enforced': 'it is only logged',
  'config.reason.matches-nothing': 'it has no rule, and so denies nothing',
  'config.drift.title': 'What differs between clusters',
  'config.drift.none':
    'What decides here is the same in all primaries that could be seen.',
  'config.drift.notCompared':
    'Whether copies differ in {{clusters}} could not be compared.',
  'config.drift.primaries': 'mesh {{mesh}}, configuration in {{clusters}}',
  'config.drift.show': 'Compare side by side',
  'config.drift.hide': 'Hide the comparison',
  'config.drift.readBy.client':
    'Callers decide by the copy that their control plane reads.',
  'config.drift.readBy.server':
    'Pods are guarded by the copy that their control plane reads, so the same call may be allowed in one cluster and denied in another.',
  'config.drift.missing': 'In {{present}}, but not in {{missing}}.',
  'config.drift.subsets':
    'It defines subsets: requests for them fail where nobody knows them.',
  'config.drift.shadowed':
    'Equal copies, but without effect in {{shadowed}}: {{by}} comes first there.',
  'config.drift.age-order':
    'The same objects, but another one is the oldest and wins: {{winners}}.',
  'config.drift.winner': '{{object}} in {{cluster}}',
  'config.idle.title': 'Without any effect',
  'config.idle.text':
    'Nobody reads configuration from {{cluster}}; its control plane reads {{readFrom}}.',
} as const;
