import {
  createTranslationRef,
  TranslationRef,
} from '@backstage/frontend-plugin-api';

/**
 * Texts of the fields of templates, in English. Keys are flat, so that their order in declarations is the one here.
 *
 * @public
 */
export const formMessages = {
  'field.service.title': 'Service',
  'field.service.choose': 'Choose a service',
  'field.service.own': 'Services of your teams',
  'field.service.others':
    'Other services (needs the right to act for their owners)',
  'field.service.none': 'No component of the catalog names a mesh service.',
  'field.service.failed': 'The components of the catalog could not be loaded.',
  'field.service.facts': 'Ready endpoints now: {{clusters}}.',
  'field.service.factsUnseen': 'Not completely seen: {{clusters}}.',
  'field.service.nowhere': 'No cluster that could be seen has this service.',
  'field.cluster.title': 'Cluster',
  'field.cluster.noMesh': 'has no mesh',
  'field.controlPlane.title': 'Control planes',
  'field.controlPlane.none':
    'No control plane is known in any cluster that could be seen.',
  'field.controlPlane.unseen':
    'Not seen, so its control planes are unknown: {{clusters}}.',
  'field.controlPlane.revision': 'revision {{revision}}, {{version}}',
  'field.controlPlane.tags': 'tags {{tags}}',
  'field.controlPlane.clusterId': 'cluster ID {{cluster}}',
  'field.controlPlane.ambiguous':
    'another control plane of this cluster has the same revision',
  'field.expiry.title': 'Until',
  'field.expiry.choose': 'Choose for how long',
  'field.expiry.hours_one': '{{count}} hour',
  'field.expiry.hours_other': '{{count}} hours',
  'field.expiry.days_one': '{{count}} day',
  'field.expiry.days_other': '{{count}} days',
  'field.expiry.ends': 'Ends {{time}}.',
  'field.failover.incomplete': 'Choose a service in the step before this one.',
  'field.failover.rule': 'Rule {{number}}',
  'field.failover.from': 'When callers in region',
  'field.failover.to': 'lose it, they go to region',
  'field.failover.choose': 'Choose a region',
  'field.failover.add': 'Add a rule',
  'field.failover.remove': 'Remove rule {{number}}',
  'field.failover.noReady': '{{region}} (no ready endpoint there)',
  'field.failover.unseen': '{{region}} (not completely seen)',
  'field.failover.ready': '{{region}} ({{ready}} ready)',
  'field.failover.noRegion':
    'No region of this service is known: its nodes have no region label, or no cluster could be read.',
  'field.failover.oneRegion':
    'This service runs in one region only, so there is nowhere to go.',
  'tenantPicker.title': 'Owner',
  'tenantPicker.choose': 'Choose a team',
  'tenantPicker.own': 'Your teams',
  'tenantPicker.others': 'Other teams (needs the right to act for them)',
  'tenantPicker.none': 'The catalog has no group that could own a namespace.',
  'tenantPicker.failed': 'The groups of the catalog could not be loaded.',
  'clusterPicker.title': 'Clusters',
  'clusterPicker.mesh': 'Mesh {{mesh}}',
  'clusterPicker.noMesh': 'Mesh unknown or none',
  'clusterPicker.all_one': 'Choose {{count}}',
  'clusterPicker.all_other': 'Choose all {{count}}',
  'clusterPicker.obstacle.sign-in':
    'needs your sign-in, so the portal cannot change it',
  'clusterPicker.obstacle.silent':
    'not answering, so a change could not be checked',
  'clusterPicker.obstacle.no-writer': 'no writer credential is configured',
  'clusterPicker.obstacle.no-mesh': 'has no mesh',
} as const;

/**
 * Texts of the fields of templates. Other languages are added with the translation extensions of the app.
 *
 * @public
 */
export const formTranslationRef: TranslationRef<
  'mesh.forms',
  typeof formMessages
> = createTranslationRef({ id: 'mesh.forms', messages: formMessages });
