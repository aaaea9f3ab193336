import {
  createTranslationRef,
  TranslationRef,
} from '@backstage/frontend-plugin-api';

/**
 * Texts of the fleet, its clusters and the frame of the administration, in English. Keys are flat, so that their order in declarations is the one here.
 *
 * @public
 */
export const adminMessages = {
  'admin.title': 'Mesh administration',
  'admin.tabs': 'Pages of the mesh administration',
  'admin.fleet': 'Fleet',
  'admin.controlPlanes': 'Control planes',
  'admin.tenancy': 'Tenancy',
  'admin.trust': 'Trust',
  'admin.drift': 'Drift',
  'admin.findings': 'Findings',
  'admin.activity': 'Activity',
  'fleet.title': 'Clusters of the fleet',
  'fleet.wrong': 'What is wrong',
  'fleet.unavailable':
    'The list of clusters is not available, or not up to date.',
  'fleet.why': 'Details',
  'fleet.age': '{{cause}}, {{age}} old',
  'fleet.unreadable_one': '{{count}} object not readable',
  'fleet.unreadable_other': '{{count}} objects not readable',
  'fleet.agePartly': '{{cause}} for some kinds, others {{age}} old',
  'fleet.controlPlane':
    '{{version}} rev {{revision}}, {{ready}}/{{replicas}} ready',
  'fleet.moreWrong_one': '+ {{count}} more cluster with a problem',
  'fleet.moreWrong_other': '+ {{count}} more clusters with a problem',
  'fleet.state.healthy': 'healthy',
  'fleet.state.degraded': 'degraded',
  'fleet.state.down': 'down',
  'fleet.state.progressing': 'being read',
  'fleet.state.stale': 'stale',
  'fleet.state.unknown': 'unknown',
  'fleet.state.forbidden': 'not readable',
  'fleet.state.not-applicable': 'not applicable',
  'fleet.state.loading': 'loading',
  'fleet.problem.syncing':
    '{{cluster}} is being read for the first time since {{since}}.',
  'fleet.problem.timeout': '{{cluster}} has not answered since {{since}}.',
  'fleet.problem.auth':
    '{{cluster}} has refused the credential since {{since}}.',
  'fleet.problem.forbidden':
    '{{cluster}} does not let every kind be read, since {{since}}.',
  'fleet.problem.misbehaving':
    '{{cluster}} has sent unusable answers, or cannot be used as configured, since {{since}}.',
  'fleet.problem.control-plane':
    '{{cluster}} has a control plane that is not fully ready.',
  'fleet.problem.unreadable_one':
    '{{cluster}} has {{count}} object that cannot be read. What it does is unknown.',
  'fleet.problem.unreadable_other':
    '{{cluster}} has {{count}} objects that cannot be read. What they do is unknown.',
  'fleet.problem.silent': '{{cluster}} gives no proof of life.',
  'fleet.column.cluster': 'Cluster',
  'fleet.column.mesh': 'Mesh',
  'fleet.column.network': 'Network',
  'fleet.column.model': 'Model',
  'fleet.column.controlPlanes': 'Control planes',
  'fleet.column.data': 'Data age',
  'role.primary': 'Primary',
  'role.primaryWithRemotes': 'Primary, serves remotes',
  'role.remote': 'Remote of',
  'role.external-host': 'Hosts the control plane of',
  'role.remote-of-external': 'Control plane runs in',
  'role.readable-only': 'Readable, no mesh role',
  'role.remnants': 'Left-overs of a mesh',
  'role.no-mesh': 'No mesh',
  'cluster.title': 'Cluster {{cluster}}',
  'cluster.kubernetes': 'Kubernetes version',
  'cluster.authProvider': 'Authentication provider',
  'cluster.writer.title': 'Changes through Meshwise',
  'cluster.writer.yes': 'Possible: a writer credential is configured',
  'cluster.writer.no': 'Not possible: no writer credential is configured',
  'cluster.state.synced': 'All kinds are in sync since {{since}}.',
  'cluster.state.unreadable_one':
    'In sync since {{since}}, but {{count}} object cannot be read. What it does is unknown.',
  'cluster.state.unreadable_other':
    'In sync since {{since}}, but {{count}} objects cannot be read. What they do is unknown.',
  'cluster.state.syncing': 'The first read runs since {{since}}.',
  'cluster.state.timeout':
    'Not answering since {{since}}. Data below is the last that was seen.',
  'cluster.state.auth':
    'The credential is refused since {{since}}. Data below is the last that was seen. Renew the token in the configuration.',
  'cluster.state.forbidden':
    'Not every kind may be read, since {{since}}. Grant the reader role to the service account of Meshwise.',
  'cluster.state.misbehaving':
    'Some answers are unusable, or the cluster cannot be used as configured, since {{since}}.',
  'cluster.state.not-installed':
    'No mesh kind is installed, as seen since {{since}}.',
  'cluster.state.sign-in':
    'Only a signed-in user can read this cluster. The Mesh tab of a service offers the sign-in.',
  'kinds.title': 'Kinds that are read from this cluster',
  'kinds.empty': 'Nothing was read from this cluster yet.',
  'kinds.ago': '{{age}} ago',
  'kinds.partly': 'In sync, not all readable',
  'kinds.unreadable_one': '{{count}} object could not be read',
  'kinds.unreadable_other': '{{count}} objects could not be read',
  'kinds.column.kind': 'Kind',
  'kinds.column.state': 'State',
  'kinds.column.objects': 'Objects',
  'kinds.column.lastSeen': 'Last proof of life',
  'kinds.column.reason': 'Reason',
} as const;

/**
 * Texts of the fleet, its clusters and the frame of the administration. Other languages are added with the translation extensions of the app.
 *
 * @public
 */
export const adminTranslationRef: TranslationRef<
  'mesh.admin',
  typeof adminMessages
> = createTranslationRef({ id: 'mesh.admin', messages: adminMessages });
