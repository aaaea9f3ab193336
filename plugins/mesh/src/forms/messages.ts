/** Texts of template fields that choose services, clusters, regions and times. */
export const fieldMessages = {
  service: {
    title: 'Service',
    choose: 'Choose a service',
    own: 'Services of your teams',
    others: 'Other services (needs the right to act for their owners)',
    none: 'No component of the catalog names a mesh service.',
    failed: 'The components of the catalog could not be loaded.',
    facts: 'Ready endpoints now: {{clusters}}.',
    factsUnseen: 'Not completely seen: {{clusters}}.',
    nowhere: 'No cluster that could be seen has this service.',
  },
  cluster: {
    title: 'Cluster',
    noMesh: 'has no mesh',
  },
  controlPlane: {
    title: 'Control planes',
    none: 'No control plane is known in any cluster that could be seen.',
    unseen: 'Not seen, so its control planes are unknown: {{clusters}}.',
    revision: 'revision {{revision}}, {{version}}',
    tags: 'tags {{tags}}',
    clusterId: 'cluster ID {{cluster}}',
    ambiguous: 'another control plane of this cluster has the same revision',
  },
  expiry: {
    title: 'Until',
    choose: 'Choose for how long',
    hours_one: '{{count}} hour',
    hours_other: '{{count}} hours',
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    ends: 'Ends {{time}}.',
  },
  failover: {
    incomplete: 'Choose a service in the step before this one.',
    rule: 'Rule {{number}}',
    from: 'When callers in region',
    to: 'lose it, they go to region',
    choose: 'Choose a region',
    add: 'Add a rule',
    remove: 'Remove rule {{number}}',
    noReady: '{{region}} (no ready endpoint there)',
    unseen: '{{region}} (not completely seen)',
    ready: '{{region}} ({{ready}} ready)',
    noRegion:
      'No region of this service is known: its nodes have no region label, or no cluster could be read.',
    oneRegion:
      'This service runs in one region only, so there is nowhere to go.',
  },
} as const;
