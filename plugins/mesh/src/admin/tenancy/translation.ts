import {
  createTranslationRef,
  TranslationRef,
} from '@backstage/frontend-plugin-api';

/**
 * Texts about tenants and their namespaces, in English. Keys are flat, so that their order in declarations is the one here.
 *
 * @public
 */
export const tenancyMessages = {
  table: 'Namespaces of tenants by cluster',
  corner: 'Tenant, namespace',
  'empty.title': 'No tenant yet.',
  'empty.cure':
    'A namespace belongs to the team that its label meshwise.io/tenant names. The template “Onboard a namespace” sets it in every cluster.',
  noCluster: 'No cluster to show.',
  tenants_one: '{{value}} tenant',
  tenants_other: '{{value}} tenants',
  namespaces_one: '{{value}} namespace',
  namespaces_other: '{{value}} namespaces',
  conflicts_one: '{{value}} namespace with more than one owner',
  conflicts_other: '{{value}} namespaces with more than one owner',
  unclaimedCount_one: '{{value}} namespace that nobody claims',
  unclaimedCount_other: '{{value}} namespaces that nobody claims',
  unclaimed: 'Unclaimed',
  group: '{{tenant}} ({{namespaces}})',
  filter: 'Filter by tenant or namespace',
  cluster: 'Cluster',
  allClusters: 'All clusters',
  onlyProblems: 'Only problems',
  filteredOut: 'No namespace matches the filters.',
  clear: 'Clear filters',
  shown: 'Only {{tenant}} is shown.',
  showAll: 'Show all tenants',
  cell: '{{namespace}}, {{cluster}}, {{state}}',
  groupCell: '{{tenant}}, {{cluster}}, {{state}}',
  absent: 'no such namespace',
  staleCell: 'stale, last known: {{state}}',
  'verdict.others': 'also claimed by {{tenants}}',
  'verdict.several': 'claimed by {{tenants}}',
  'verdict.unowned': 'unclaimed in {{clusters}}',
  'verdict.undecidable': 'owner undecidable: {{clusters}} not seen',
  'verdict.free': 'Nobody claims this name.',
  'verdict.owned': '{{tenant}} owns this name in the whole fleet.',
  'isolation.isolated': 'Isolated',
  'isolation.partly': 'Partly isolated',
  'isolation.open': 'Open',
  'isolation.outside': 'No sidecar',
  'isolation.unknown': 'Unknown',
  'mtls.STRICT': 'strict mTLS',
  'mtls.PERMISSIVE': 'permissive mTLS',
  'mtls.DISABLE': 'mTLS off',
  'mtls.unknown': 'mTLS unknown',
  'stranger.refused': 'default deny',
  'stranger.let-in': 'open to all',
  'stranger.depends': 'some requests open to all',
  'stranger.unknown': 'policies unknown',
  'scope.limited': 'limited by a Sidecar',
  'scope.everything': 'the whole mesh',
  'scope.unknown': 'unknown',
  'quota.yes': 'quota',
  'quota.no': 'no quota',
  'quota.unknown': 'quota unknown',
  'joins.owned': 'rev {{revision}}',
  'joins.tagged': 'rev {{revision}} ({{tag}})',
  'joins.not-injected': 'not injected',
  'joins.conflict': 'two webhooks claim it',
  'joins.dangling-revision': 'revision {{revision}} does not exist',
  'joins.ambient': 'ambient',
  'joins.unknown': 'injection unknown',
  'sheet.title': 'Namespace {{namespace}} in {{cluster}}',
  'sheet.owner': 'Owner',
  'sheet.nobody': 'nobody claims it here',
  'sheet.fleet': 'In the whole fleet',
  'sheet.joins': 'Joins a mesh',
  'sheet.isolation': 'Isolation',
  'sheet.sees': 'Its workloads see',
  'sheet.quota': 'Quota',
  'sheet.noQuota': 'none',
  'sheet.quotaUnknown': 'cannot be read',
  'sheet.limit': '{{used}} of {{hard}}',
  'sheet.policies': 'Policies in force',
  'sheet.noPolicies': 'none that was seen',
  'sheet.labels': 'Labels',
  'sheet.noLabels': 'none',
  'sheet.readBy': 'Read by',
  'sheet.reads': 'reads it',
  'sheet.ignores': 'does not: its discovery selectors leave it out',
  'sheet.merged': 'Merged with others’ services',
  'sheet.mergedNote':
    'A mesh takes these for one service with copies in namespaces of other owners, so their callers reach both.',
  'sheet.absent': 'There is no such namespace in this cluster.',
  'sheet.unseen':
    'Whether there is such a namespace is unknown: the cluster cannot be seen.',
  'sheet.notEvaluated': 'named only, not evaluated',
} as const;

/**
 * Texts about tenants and their namespaces. Other languages are added with the translation extensions of the app.
 *
 * @public
 */
export const tenancyTranslationRef: TranslationRef<
  'mesh.tenancy',
  typeof tenancyMessages
> = createTranslationRef({ id: 'mesh.tenancy', messages: tenancyMessages });
