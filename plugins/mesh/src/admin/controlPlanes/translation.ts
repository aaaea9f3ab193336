import {
  createTranslationRef,
  TranslationRef,
} from '@backstage/frontend-plugin-api';

/**
 * Texts about the control planes of the fleet, in English. Keys are flat, so that their order in declarations is the one here.
 *
 * @public
 */
export const controlPlanesMessages = {
  count_one: '{{value}} control plane',
  count_other: '{{value}} control planes',
  none_one: 'No control plane found in {{value}} cluster.',
  none_other: 'No control plane found in {{value}} clusters.',
  noCluster: 'No cluster to show.',
  newest: 'newest {{version}}',
  versions_one: '{{value}} version',
  versions_other: '{{value}} versions',
  unseen:
    'Not completely seen: {{clusters}}. There may be more control planes and proxies.',
  gaps_one: '{{value}} gap in a flow',
  gaps_other: '{{value}} gaps in flows',
  flow: 'Flow',
  allFlows: 'All flows',
  flows: 'Control planes by flow',
  flowsNote:
    'A proxy counts for the control plane that it runs with, whatever the labels of its namespace say.',
  noFlows: 'No proxy of this flow was seen.',
  table: 'Control planes and their proxies',
  'flowName.ingress': 'Ingress',
  'flowName.application': 'Applications',
  'flowName.egress': 'Egress',
  'layout.shared': 'one control plane for all flows',
  'layout.split': 'flows have control planes of their own',
  'layout.none': 'no proxies',
  'layout.unknown': 'pods cannot be seen',
  'column.cluster': 'Cluster',
  'column.flow': 'Flow',
  'column.active': 'Active',
  'column.standby': 'Standby',
  'column.gaps': 'Gaps',
  'column.controlPlane': 'Control plane',
  'column.revision': 'Revision, tags',
  'column.version': 'Version',
  'column.ready': 'Ready',
  'column.proxies': 'Proxies',
  'column.pending': 'Waits for a restart',
  noActive: 'none runs',
  noStandby: 'none',
  noGaps: 'none found',
  member: 'rev {{revision}}, {{version}}, {{ready}}/{{replicas}} ready',
  memberProxies_one: '{{ready}}/{{value}} proxy ready',
  memberProxies_other: '{{ready}}/{{value}} proxies ready',
  'by.label': 'by the label of its namespace',
  'by.proxies': 'by its proxies',
  'by.twin': 'could take over',
  'twin.equal':
    'Equal: version, mesh config, roots and source of configuration',
  'twin.version': 'other version',
  'twin.settings': 'mesh config differs: {{fields}}',
  'twin.roots': 'other roots',
  'twin.rootsUnknown': 'roots cannot be compared',
  'twin.configuration': 'reads other configuration',
  'gap.no-proxies': 'control planes are there, and no proxy runs',
  'gap.unknown-control-plane': 'some proxies belong to no known control plane',
  'gap.no-standby': 'nobody could take over',
  'gap.standby-not-ready': 'no standby is ready',
  'gap.standby-without-gateway': 'no standby has a gateway to switch to',
  'gap.single-control-plane-replica': 'one replica of the control plane',
  'gap.single-gateway': 'one gateway pod',
  tags: 'tags {{tags}}',
  noTags: 'no tag',
  serves: 'in {{cluster}}',
  remote: 'remote {{cluster}}',
  proxies_one: '{{value}} proxy',
  proxies_other: '{{value}} proxies',
  inNamespaces_one: 'in {{value}} namespace',
  inNamespaces_other: 'in {{value}} namespaces',
  version: '{{version}}: {{value}}',
  versionUnknown: 'version unknown',
  'skew.newer': 'newer than their control plane',
  'skew.older_one': '{{count}} minor version behind',
  'skew.older_other': '{{count}} minor versions behind',
  pending_one: '{{value}} pod in {{namespace}}',
  pending_other: '{{value}} pods in {{namespace}}',
  nothingPending: 'none',
  'upgrade.title': 'Another version',
  'upgrade.note':
    'What the proxies of a control plane are given is worked out for both versions and compared. Nothing is changed.',
  'upgrade.controlPlane': 'Choose a control plane',
  'upgrade.version': 'Choose a version',
  'upgrade.changed_one': '{{value}} difference with version {{version}}',
  'upgrade.changed_other': '{{value}} differences with version {{version}}',
  'upgrade.unchanged': 'With version {{version}} nothing changes for anybody.',
  'upgrade.unknown':
    'With version {{version}} nothing changes in what can be seen, but not everything that matters is known.',
  'upgrade.changes_one': '{{count}} documented change on the way',
  'upgrade.changes_other': '{{count}} documented changes on the way',
  'upgrade.severalCauses': 'several changes together',
  'upgrade.nothing': 'nothing',
  'upgrade.callers_one': '{{value}} workload',
  'upgrade.callers_other': '{{value}} workloads',
  'upgrade.column.callers': 'Callers',
  'upgrade.column.host': 'Host',
  'upgrade.column.now': 'Now',
  'upgrade.column.then': 'Then',
  'upgrade.column.cause': 'Because',
  'upgrade.aspect.endpoints': 'endpoints',
  'upgrade.aspect.failover': 'order of failover',
  'upgrade.aspect.mtls': 'mutual TLS',
  'upgrade.aspect.routes': 'routes',
  'upgrade.aspect.load': 'share of the load',
  'links.title': 'Who discovers whom',
  'links.note':
    'Row is told the services of column. Computed from the configuration, not measured.',
  'links.corner': 'Control plane',
  'links.none': 'No control plane, so nobody discovers anybody.',
  'links.told.configured':
    'told by the configuration of this portal, mesh.links',
  'links.told.listed': 'told by {{kind}} {{object}}',
  'links.told.assumed':
    'assumed: nobody tells, {{kind}} {{object}} is not there',
  'links.strangers': 'also told of clusters nobody here knows: {{ids}}',
  'links.cell': '{{from}} to {{to}}: {{state}}',
  'links.own': 'its own',
  'links.yes': 'discovers it',
  'links.assumed': 'assumed',
  'links.no': 'does not',
  'links.unknown': 'unknown',
  'links.id': 'known as {{id}}',
  'links.otherId': 'known as {{id}}, calls itself {{own}}',
  'links.otherNetwork':
    'taken for network {{network}}, proxies claim {{claimed}}',
  'links.noNetwork': 'no network',
  'links.oneWay': 'Links in one direction only',
  'links.oneWayItem':
    'Workloads of {{from}} are told endpoints of {{to}}, not the other way round.',
} as const;

/**
 * Texts about the control planes of the fleet. Other languages are added with the translation extensions of the app.
 *
 * @public
 */
export const controlPlanesTranslationRef: TranslationRef<
  'mesh.control-planes',
  typeof controlPlanesMessages
> = createTranslationRef({
  id: 'mesh.control-planes',
  messages: controlPlanesMessages,
});
