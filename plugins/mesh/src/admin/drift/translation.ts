import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * Texts about what is not the same in all clusters and should be.
 *
 * @public
 */
export const driftTranslationRef = createTranslationRef({
  id: 'mesh.drift',
  messages: {
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
    objectsTitle: 'Objects that drift in mesh {{mesh}}',
    settingsTitle: 'Mesh config that differs in mesh {{mesh}}',
    collisionsTitle: 'Services whose copies do not fit together',
    noCollision_one:
      'None of {{value}} service with copies in several clusters.',
    noCollision_other:
      'None of {{value}} services with copies in several clusters.',
    column: {
      object: 'Object',
      kind: 'Difference',
      sides: 'Side by side',
      affected: 'Who reads which',
      changes: 'Changes behaviour',
      setting: 'Setting',
      service: 'Service',
      merged: 'Merged by',
    },
    code: {
      missing: 'missing',
      differs: 'differs between clusters',
      shadowed: 'shadowed in some clusters',
      'age-order': 'another object is the oldest',
    },
    present: 'there: {{clusters}}',
    missing: 'missing: {{clusters}}',
    subsets:
      'It defines subsets: requests for them fail where nobody knows them.',
    variant: 'variant {{number}}: {{clusters}}',
    fields: 'fields that differ:',
    effective: 'in effect: {{clusters}}',
    shadowedIn: 'without effect: {{clusters}}, because {{by}} comes first',
    wins: '{{cluster}}: {{object}} wins',
    reads: {
      client: 'callers in {{clusters}} read {{side}}',
      server: 'workloads in {{clusters}} live by {{side}}',
    },
    side: {
      variant: 'variant {{number}}',
      own: 'it',
      missing: 'nothing',
      other: '{{object}}',
    },
    changes: { yes: 'Yes', no: 'No' },
    severe: 'breaks trust, or keeps callers in their cluster',
    collision: {
      owners: 'different owners',
      'default-namespace': 'equal names in the namespace default',
      'service-accounts': 'different service accounts',
      definition: '{{field}} differs, and only one copy decides',
      'port-names':
        'port {{number}} has several names: endpoints of the others are lost',
      'port-numbers':
        'port {{name}} has several numbers: clients use that of the defining copy',
      'port-missing': 'port {{number}} ({{name}}) is not everywhere',
      'port-protocols': 'port {{name}} has several protocols',
    },
    value: '{{value}}: {{clusters}}',
    nobody: 'nobody',
    mergedBy: '{{controlPlane}}: {{clusters}}, defined by the first',
  },
});
