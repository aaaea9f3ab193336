import {
  createTranslationRef,
  TranslationRef,
} from '@backstage/frontend-plugin-api';

/**
 * Texts about what is not the same in all clusters and should be, in English. Keys are flat, so that their order in declarations is the one here.
 *
 * @public
 */
export const driftMessages = {
  noCluster: 'No cluster to compare.',
  objects_one: '{{value}} object drifts',
  objects_other: '{{value}} objects drift',
  settings_one: '{{value}} setting of mesh config differs',
  settings_other: '{{value}} settings of mesh config differ',
  collisions_one: '{{value}} service collides',
  collisions_other: '{{value}} services collide',
  none_zero: 'No drift found, and no cluster could be fully checked.',
  none_one: 'No drift in {{value}} cluster.',
  none_other: 'No drift in {{value}} clusters.',
  unchecked_one: '{{clusters}} not fully checked.',
  unchecked_other: 'Not fully checked: {{clusters}}.',
  unsure: 'What differs there may be missing.',
  filter: 'Filter by object, cluster or kind of difference',
  filteredOut: 'Nothing matches the filter.',
  mesh: 'Mesh {{mesh}}',
  onePrimary:
    'One cluster holds its configuration, so nothing can drift: {{cluster}}.',
  primaries: 'Compared: {{clusters}}.',
  same: 'Everything that was seen is the same.',
  compare: 'Compare {{object}} side by side',
  cure: 'To make them equal, decide which side is right and bring it to the other clusters the way the object gets there: its repository, or who applies it. Meshwise shows drift and writes none of these objects.',
  objectsTitle: 'Objects that drift in mesh {{mesh}}',
  settingsTitle: 'Mesh config that differs in mesh {{mesh}}',
  collisionsTitle: 'Services whose copies do not fit together',
  noCollision_one: 'None of {{value}} service with copies in several clusters.',
  noCollision_other:
    'None of {{value}} services with copies in several clusters.',
  'column.object': 'Object',
  'column.kind': 'Difference',
  'column.sides': 'Side by side',
  'column.affected': 'Who reads which',
  'column.changes': 'Changes behaviour',
  'column.setting': 'Setting',
  'column.service': 'Service',
  'column.merged': 'Merged by',
  'code.missing': 'missing',
  'code.differs': 'differs between clusters',
  'code.shadowed': 'shadowed in some clusters',
  'code.age-order': 'another object is the oldest',
  present: 'there: {{clusters}}',
  missing: 'missing: {{clusters}}',
  subsets:
    'It defines subsets: requests for them fail where nobody knows them.',
  variant: 'variant {{number}}: {{clusters}}',
  fields: 'fields that differ:',
  effective: 'in effect: {{clusters}}',
  shadowedIn: 'without effect: {{clusters}}, because {{by}} comes first',
  wins: '{{cluster}}: {{object}} wins',
  'reads.client': 'callers in {{clusters}} read {{side}}',
  'reads.server': 'workloads in {{clusters}} live by {{side}}',
  'side.variant': 'variant {{number}}',
  'side.own': 'it',
  'side.missing': 'nothing',
  'side.other': '{{object}}',
  'changes.yes': 'Yes',
  'changes.no': 'No',
  severe: 'breaks trust, or keeps callers in their cluster',
  'collision.owners': 'different owners',
  'collision.default-namespace': 'equal names in the namespace default',
  'collision.service-accounts': 'different service accounts',
  'collision.definition': '{{field}} differs, and only one copy decides',
  'collision.port-names':
    'port {{number}} has several names: endpoints of the others are lost',
  'collision.port-numbers':
    'port {{name}} has several numbers: clients use that of the defining copy',
  'collision.port-missing': 'port {{number}} ({{name}}) is not everywhere',
  'collision.port-protocols': 'port {{name}} has several protocols',
  value: '{{value}}: {{clusters}}',
  nobody: 'nobody',
  mergedBy: '{{controlPlane}}: {{clusters}}, defined by the first',
} as const;

/**
 * Texts about what is not the same in all clusters and should be. Other languages are added with the translation extensions of the app.
 *
 * @public
 */
export const driftTranslationRef: TranslationRef<
  'mesh.drift',
  typeof driftMessages
> = createTranslationRef({ id: 'mesh.drift', messages: driftMessages });
