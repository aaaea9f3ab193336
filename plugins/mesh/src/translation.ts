import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { configMessages } from './entity/config/messages';
import { reachMessages } from './entity/reach/messages';
import { whatIfMessages } from './entity/whatif/messages';
import { serviceTrustMessages } from './entity/trust/messages';
import {
  approvalMessages,
  operationMessages,
} from './admin/operations/messages';
import { fieldMessages } from './forms/messages';
import { effectMessages, planMessages } from './plan/messages';
import { trustMessages } from './trust/messages';

/**
 * All texts of the mesh plugin, in English. Other languages are added with the translation extensions of the app.
 *
 * @public
 */
export const meshTranslationRef = createTranslationRef({
  id: 'mesh',
  messages: {
    state: {
      healthy: 'Healthy',
      degraded: 'Degraded',
      down: 'Down',
      progressing: 'Updating',
      stale: 'Stale',
      unknown: 'Unknown',
      forbidden: 'No access',
      'not-applicable': 'Not applicable',
      loading: 'Loading',
    },
    sync: {
      synced: 'In sync',
      syncing: 'First read running',
      timeout: 'Not answering',
      auth: 'Credential refused',
      forbidden: 'Reading not allowed',
      misbehaving: 'Answers unusable',
      'not-installed': 'Not installed',
      'sign-in': 'Needs your sign-in',
    },
    health: {
      healthy: 'Ready',
      unhealthy: 'Not ready',
      draining: 'Draining',
      terminating: 'Terminating',
    },
    unit: {
      seconds: '{{value}} s',
      minutes: '{{value}} min',
      hours: '{{hours}} h {{minutes}} min',
      days: '{{value}} d',
      atLeast: '≥ {{value}}',
      unknown: '?',
      none: '–',
    },
    span: {
      clusters_one: '{{value}} cluster',
      clusters_other: '{{value}} clusters',
      networks_one: '{{value}} network',
      networks_other: '{{value}} networks',
      controlPlanes_one: '{{value}} control plane',
      controlPlanes_other: '{{value}} control planes',
      meshes_one: '{{value}} mesh',
      meshes_other: '{{value}} meshes',
    },
    sheet: { close: 'Close' },
    page: {
      slow: 'Still waiting for an answer…',
      retry: 'Try again',
      notFound: 'This does not exist, or you may not see it.',
      error: {
        title: 'Mesh data could not be loaded.',
        keepsData: 'What stands below is the last good answer.',
      },
      forbidden: {
        title: 'You may not see this mesh data.',
        cure: 'The permission {{permission}} is missing. Ask the team that runs this portal.',
      },
    },
    freshness: {
      asOf: 'As of {{time}} ({{age}} ago)',
      never: 'No data yet',
      neverSeen: 'Never',
      answering_one: '{{answering}} of {{count}} cluster answering',
      answering_other: '{{answering}} of {{count}} clusters answering',
      refresh: 'Refresh',
      dialog: 'State of the clusters',
      column: {
        cluster: 'Cluster',
        state: 'State',
        lastSeen: 'Last good data',
        reason: 'Reason',
      },
    },
    gap: {
      title: 'Not everything could be seen: {{clusters}}',
      effect:
        'Counts are lower limits, and verdicts that depend on these clusters are unknown.',
      list_one: 'What could not be seen, in {{count}} cluster',
      list_other: 'What could not be seen, in {{count}} clusters',
      lastSeen: 'last good data {{time}}',
      neverSeen: 'never read',
      state: {
        syncing: '{{kind}}: first read running since {{since}}.',
        timeout: '{{kind}}: not answering since {{since}}.',
        auth: '{{kind}}: credential refused since {{since}}.',
        forbidden: '{{kind}}: reading not allowed since {{since}}.',
        misbehaving: '{{kind}}: unusable answers since {{since}}.',
        unreadable: '{{kind}}: object not readable since {{since}}.',
      },
    },
    evidence: {
      title_one: 'Why: {{count}} object',
      title_other: 'Why: {{count}} objects',
      more_one: 'and {{count}} more',
      more_other: 'and {{count}} more',
      source: '(rule {{section}})',
    },
    controlPlane: {
      clusterUnknown: 'cluster unknown',
      versionUnknown: 'version unknown',
      revision: 'rev {{revision}}',
    },
    card: {
      title: 'Mesh',
      table: 'Clusters of the service',
      whatIf: 'If a cluster is lost',
      openTab: 'Open Mesh tab',
      more_one: '+ {{count}} more cluster',
      more_other: '+ {{count}} more clusters',
      otherServices_one: '+ {{count}} more service on the Mesh tab',
      otherServices_other: '+ {{count}} more services on the Mesh tab',
    },
    tab: {
      service: 'Service',
      views: 'Views of the service',
      view: {
        endpoints: 'Endpoints',
        reachability: 'Reachability',
        whatif: 'What if…',
        config: 'Configuration in force',
        control: 'Control planes',
        trust: 'Trust',
        findings: 'Findings',
        activity: 'Activity',
      },
      kubernetes: 'Pods in the Kubernetes tab',
    },
    trust: trustMessages,
    config: configMessages,
    serviceTrust: serviceTrustMessages,
    reach: reachMessages,
    whatIf: whatIfMessages,
    entity: {
      notLinked: {
        title: 'This entity is not linked to a mesh service.',
        cure: 'Add this annotation to its catalog file:',
        example: 'namespace/name',
        copy: 'Copy the annotation',
      },
      noService: {
        title: 'The annotations of this entity match no service.',
        cure: 'Correct them, or name the service with this annotation:',
      },
      problems_one: 'An annotation of this entity names no valid service.',
      problems_other:
        '{{count}} annotations of this entity name no valid service.',
    },
    service: {
      verdict_one:
        '{{ready}} of {{total}} endpoints ready, in {{count}} cluster',
      verdict_other:
        '{{ready}} of {{total}} endpoints ready, in {{count}} clusters',
      verdictPartial_one:
        '{{ready}} of ? endpoints ready, in at least {{count}} cluster',
      verdictPartial_other:
        '{{ready}} of ? endpoints ready, in at least {{count}} clusters',
      ready: '{{ready}}/{{total}}',
      readyStale: '{{ready}}/{{total}}*',
      staleFor: 'stale {{age}}',
      nowhere: 'No cluster has a service {{service}}.',
      notSeen:
        'No part of {{service}} was seen. Clusters that could not be read may have one.',
      unseen_one:
        '{{clusters}} could not be read: whether it has a part of the service is unknown.',
      unseen_other:
        '{{clusters}} could not be read: whether they have a part of the service is unknown.',
      asked: 'Asked: {{clusters}}.',
      askedNone: 'No cluster could be asked.',
    },
    endpoints: {
      title: 'Endpoints by cluster and locality',
      titleOfMesh: 'Endpoints of mesh {{mesh}} by cluster and locality',
      ofMesh: 'Mesh',
      ofNoMesh: 'Clusters of no known mesh',
      severalMeshes:
        'These are services of one name in several meshes. Callers of one mesh do not reach what another has.',
      filter: 'Filter by cluster, zone, pod or address',
      filteredOut: 'No endpoint matches the filter.',
      clearFilter: 'Clear filter',
      staleNote: '* Last known count. The cluster has not confirmed it since.',
      open: 'Show {{name}}',
      close: 'Hide {{name}}',
      more_one: '{{value}} more endpoint. Use the filter to find it.',
      more_other: '{{value}} more endpoints. Use the filter to find them.',
      localityUnknown: 'locality unknown',
      networkUnset: 'no network set',
      noSidecar: 'no sidecar',
      serviceUnknown: 'Service not readable',
      serviceMissing: 'no Service here',
      mtls: 'mutual TLS',
      plain: 'plain text',
      column: {
        cluster: 'Cluster',
        where: 'Cluster, locality, pod',
        ready: 'Ready',
        locality: 'Locality',
        network: 'Network',
        reached: 'Reached',
        revision: 'Revision',
        details: 'Ports',
      },
    },
    control: {
      title: 'Control plane',
      table: 'Control planes that own the service, by cluster',
      empty: {
        title: 'No pod of this service was found in any cluster.',
        notSeen:
          'No pod of this service was seen. Clusters that could not be read may have some.',
        reason: 'Control planes own pods, so there is nothing to own yet.',
      },
      note: 'Owns: the control plane that rendered the running sidecar. Would own: the one that would inject a pod created now.',
      noPods: 'no pods',
      pods_one: '{{count}} pod',
      pods_other: '{{count}} pods',
      pending_one: '{{count}} pod waits for a restart',
      pending_other: '{{count}} pods wait for a restart',
      nonePending: 'none',
      morePods_one: 'and {{count}} more',
      morePods_other: 'and {{count}} more',
      configUnknown: 'unknown',
      noContact: 'not in the catalog',
      tag: 'by tag {{tag}}',
      would: {
        'not-injected': 'No sidecar',
        conflict: 'Two webhooks claim it',
        'dangling-revision': 'Revision does not exist',
        ambient: 'Ambient: no sidecar, handled by the node',
      },
      column: {
        cluster: 'Cluster',
        owns: 'Owns now',
        wouldOwn: 'Would own',
        pending: 'Pending restart',
        config: 'Config from',
        contact: 'Contact',
      },
    },
    signIn: {
      title: 'Clusters that need your sign-in',
      note: 'These clusters are no part of the answer above: only your own credential can read them. It goes through the Kubernetes plugin and is not kept.',
      noPlugin:
        'These clusters are no part of the answer above: only your own credential can read them, which needs the Kubernetes plugin in this portal.',
      act: 'Sign in to read this cluster',
      again: 'Read again',
      read: 'Your credential shows {{ready}} of {{total}} endpoints ready.',
      refused: 'The cluster refused your credential (HTTP {{status}}).',
      failed: 'This cluster could not be read.',
    },
    admin: {
      title: 'Mesh administration',
      tabs: 'Pages of the mesh administration',
      fleet: 'Fleet',
      controlPlanes: 'Control planes',
      tenancy: 'Tenancy',
      trust: 'Trust',
      drift: 'Drift',
      findings: 'Findings',
      activity: 'Activity',
    },
    findings: {
      found_one: '{{value}} finding',
      found_other: '{{value}} findings',
      none_zero: 'No finding, and no cluster could be fully checked.',
      none_one: 'No finding in {{value}} cluster.',
      none_other: 'No finding in {{value}} clusters.',
      partly_one: '{{clusters}} not fully checked.',
      partly_other: 'Not fully checked: {{clusters}}.',
      not_one: '{{clusters}} not checked.',
      not_other: 'Not checked: {{clusters}}.',
      unsure:
        'What is wrong there may be missing, and findings that need these clusters may be outdated.',
      partial_one: '{{count}} check could not see everything',
      partial_other: '{{count}} checks could not see everything',
      filter: 'Filter by code, severity, object, cluster or text',
      filteredOut: 'No finding matches the filter.',
      more_one: '{{value}} more finding. Use the filter to find it.',
      more_other: '{{value}} more findings. Use the filter to find them.',
      elsewhere: 'Elsewhere in namespace {{namespace}}',
      fix: 'What to do:',
      clusters_one: 'in cluster',
      clusters_other: 'in clusters',
      page: 'explained in',
      severity: {
        error_one: '{{value}} error',
        error_other: '{{value}} errors',
        warning_one: '{{value}} warning',
        warning_other: '{{value}} warnings',
        info_one: '{{value}} note',
        info_other: '{{value}} notes',
      },
      empty: { title: 'No cluster to check.' },
    },
    fleet: {
      title: 'Clusters of the fleet',
      wrong: 'What is wrong',
      unavailable: 'The list of clusters is not available, or not up to date.',
      why: 'Details',
      age: '{{cause}}, {{age}} old',
      unreadable_one: '{{count}} object not readable',
      unreadable_other: '{{count}} objects not readable',
      agePartly: '{{cause}} for some kinds, others {{age}} old',
      controlPlane:
        '{{version}} rev {{revision}}, {{ready}}/{{replicas}} ready',
      moreWrong_one: '+ {{count}} more cluster with a problem',
      moreWrong_other: '+ {{count}} more clusters with a problem',
      empty: {
        title: 'No cluster to show.',
        cure: 'Clusters come from the section kubernetes.clusterLocatorMethods of the app configuration; you see those that you may read.',
      },
      state: {
        healthy: 'healthy',
        degraded: 'degraded',
        down: 'down',
        progressing: 'being read',
        stale: 'stale',
        unknown: 'unknown',
        forbidden: 'not readable',
        'not-applicable': 'not applicable',
        loading: 'loading',
      },
      problem: {
        syncing:
          '{{cluster}} is being read for the first time since {{since}}.',
        timeout: '{{cluster}} has not answered since {{since}}.',
        auth: '{{cluster}} has refused the credential since {{since}}.',
        forbidden:
          '{{cluster}} does not let every kind be read, since {{since}}.',
        misbehaving:
          '{{cluster}} has sent unusable answers, or cannot be used as configured, since {{since}}.',
        'control-plane':
          '{{cluster}} has a control plane that is not fully ready.',
        unreadable_one:
          '{{cluster}} has {{count}} object that cannot be read. What it does is unknown.',
        unreadable_other:
          '{{cluster}} has {{count}} objects that cannot be read. What they do is unknown.',
        silent: '{{cluster}} gives no proof of life.',
      },
      column: {
        cluster: 'Cluster',
        mesh: 'Mesh',
        network: 'Network',
        model: 'Model',
        controlPlanes: 'Control planes',
        data: 'Data age',
      },
    },
    operation: operationMessages,
    role: {
      primary: 'Primary',
      primaryWithRemotes: 'Primary, serves remotes',
      remote: 'Remote of',
      'external-host': 'Hosts the control plane of',
      'remote-of-external': 'Control plane runs in',
      'readable-only': 'Readable, no mesh role',
      remnants: 'Left-overs of a mesh',
      'no-mesh': 'No mesh',
    },
    cluster: {
      title: 'Cluster {{cluster}}',
      kubernetes: 'Kubernetes version',
      authProvider: 'Authentication provider',
      writer: {
        title: 'Changes through Meshwise',
        yes: 'Possible: a writer credential is configured',
        no: 'Not possible: no writer credential is configured',
      },
      state: {
        synced: 'All kinds are in sync since {{since}}.',
        unreadable_one:
          'In sync since {{since}}, but {{count}} object cannot be read. What it does is unknown.',
        unreadable_other:
          'In sync since {{since}}, but {{count}} objects cannot be read. What they do is unknown.',
        syncing: 'The first read runs since {{since}}.',
        timeout:
          'Not answering since {{since}}. Data below is the last that was seen.',
        auth: 'The credential is refused since {{since}}. Data below is the last that was seen. Renew the token in the configuration.',
        forbidden:
          'Not every kind may be read, since {{since}}. Grant the reader role to the service account of Meshwise.',
        misbehaving:
          'Some answers are unusable, or the cluster cannot be used as configured, since {{since}}.',
        'not-installed': 'No mesh kind is installed, as seen since {{since}}.',
        'sign-in':
          'Only a signed-in user can read this cluster. The Mesh tab of a service offers the sign-in.',
      },
    },
    kinds: {
      title: 'Kinds that are read from this cluster',
      empty: 'Nothing was read from this cluster yet.',
      ago: '{{age}} ago',
      partly: 'In sync, not all readable',
      unreadable_one: '{{count}} object could not be read',
      unreadable_other: '{{count}} objects could not be read',
      column: {
        kind: 'Kind',
        state: 'State',
        objects: 'Objects',
        lastSeen: 'Last proof of life',
        reason: 'Reason',
      },
    },
    tenantPicker: {
      title: 'Owner',
      choose: 'Choose a team',
      own: 'Your teams',
      others: 'Other teams (needs the right to act for them)',
      none: 'The catalog has no group that could own a namespace.',
      failed: 'The groups of the catalog could not be loaded.',
    },
    clusterPicker: {
      title: 'Clusters',
      mesh: 'Mesh {{mesh}}',
      noMesh: 'Mesh unknown or none',
      all_one: 'Choose {{count}}',
      all_other: 'Choose all {{count}}',
      obstacle: {
        'sign-in': 'needs your sign-in, so the portal cannot change it',
        silent: 'not answering, so a change could not be checked',
        'no-writer': 'no writer credential is configured',
        'no-mesh': 'has no mesh',
      },
    },
    approval: approvalMessages,
    effect: effectMessages,
    field: fieldMessages,
    plan: planMessages,
  },
});
