import {
  createTranslationRef,
  TranslationRef,
} from '@backstage/frontend-plugin-api';

/**
 * Texts about trust in the whole fleet, in English. Keys are flat, so that their order in declarations is the one here.
 *
 * @public
 */
export const fleetTrustMessages = {
  roots_one: '{{value}} root',
  roots_other: '{{value}} roots',
  noRoots: 'No root readable.',
  noRootsCure:
    'Roots are in the ConfigMap istio-ca-root-cert of every namespace. Is it allowed to read it?',
  noCluster: 'No cluster to show.',
  firstEnd: 'The first ends {{date}} (in {{left}}).',
  firstEnded: 'The first ended {{date}} ({{age}} ago).',
  unseen:
    'Not completely seen: {{clusters}}. They may trust other roots, and their trust is unknown.',
  inventory: 'Roots and when they end',
  inventoryNote:
    'Everything here is public. Which root signs, and certificates between root and workload, are not.',
  matrix: 'Who accepts the certificates of whom',
  matrixNote:
    'Row accepts column, by roots and by trust domains. Computed from the configuration, not measured.',
  bundles: 'Bundles by cluster',
  rotations: 'Rotations',
  noRotation: 'No mesh, so nothing to rotate.',
  'column.root': 'Root',
  'column.ends': 'Ends',
  'column.life': 'Time left',
  'column.used': 'Trusted in',
  'column.cluster': 'Cluster',
  'column.controlPlanes': 'Control planes',
  'column.domain': 'Trust domain',
  'column.bundles': 'Roots of its namespaces',
  issuer: 'issued by {{issuer}}',
  bar: '{{left}} of {{longest}} shown',
  place_one: '{{cluster}}: {{value}} namespace',
  place_other: '{{cluster}}: {{value}} namespaces',
  without_one: 'but not {{value}} namespace: {{names}}',
  without_other: 'but not {{value}} namespaces: {{names}}',
  trustBundles_one: 'and {{value}} ClusterTrustBundle: {{names}}',
  trustBundles_other: 'and {{value}} ClusterTrustBundles: {{names}}',
  meshConfigs_one: 'and {{value}} mesh config: {{names}}',
  meshConfigs_other: 'and {{value}} mesh configs: {{names}}',
  used_one: '{{value}} cluster',
  used_other: '{{value}} clusters',
  partly: 'not in all namespaces',
  aliases: 'aliases {{names}}',
  further: 'lets in {{names}}',
  anyDomain: 'lets in every trust domain',
  bundle_one: 'in {{value}} namespace',
  bundle_other: 'in {{value}} namespaces',
  differ: 'Namespaces hold different roots',
  noBundle: 'no bundle seen',
  ofMeshConfig: 'and of mesh config',
  hidden:
    'and roots that mesh config fetches from a URL, which nobody can see here',
  partyUnknown: 'Not completely seen',
} as const;

/**
 * Texts about trust in the whole fleet. Other languages are added with the translation extensions of the app.
 *
 * @public
 */
export const fleetTrustTranslationRef: TranslationRef<
  'mesh.trust',
  typeof fleetTrustMessages
> = createTranslationRef({ id: 'mesh.trust', messages: fleetTrustMessages });
