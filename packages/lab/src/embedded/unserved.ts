/**
 * Built-in resources that a real server has and this one refuses. Without the list they would look like kinds that are not installed,
 * which is a different answer.
 */
const UNSERVED: ReadonlyMap<string, readonly string[]> = new Map([
  [
    '',
    [
      'bindings',
      'componentstatuses',
      'endpoints',
      'events',
      'persistentvolumeclaims',
      'persistentvolumes',
      'podtemplates',
      'replicationcontrollers',
      'secrets',
    ],
  ],
  [
    'admissionregistration.k8s.io',
    [
      'mutatingadmissionpolicies',
      'mutatingadmissionpolicybindings',
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
    ],
  ],
  ['apiregistration.k8s.io', ['apiservices']],
  [
    'apps',
    ['controllerrevisions', 'daemonsets', 'replicasets', 'statefulsets'],
  ],
  ['authentication.k8s.io', ['tokenreviews']],
  ['authorization.k8s.io', ['localsubjectaccessreviews']],
  ['autoscaling', ['horizontalpodautoscalers']],
  ['batch', ['cronjobs', 'jobs']],
  ['certificates.k8s.io', ['certificatesigningrequests']],
  ['coordination.k8s.io', ['leases']],
  ['events.k8s.io', ['events']],
  [
    'flowcontrol.apiserver.k8s.io',
    ['flowschemas', 'prioritylevelconfigurations'],
  ],
  [
    'networking.k8s.io',
    ['ingressclasses', 'ingresses', 'ipaddresses', 'servicecidrs'],
  ],
  ['node.k8s.io', ['runtimeclasses']],
  [
    'resource.k8s.io',
    [
      'deviceclasses',
      'resourceclaims',
      'resourceclaimtemplates',
      'resourceslices',
    ],
  ],
  ['scheduling.k8s.io', ['priorityclasses']],
  [
    'storage.k8s.io',
    ['csidrivers', 'csinodes', 'storageclasses', 'volumeattachments'],
  ],
]);

/** Subresources of served kinds that a real server has. */
const UNSERVED_SUBRESOURCES: ReadonlyMap<string, readonly string[]> = new Map([
  ['deployments.apps', ['scale']],
  ['namespaces', ['finalize']],
  ['nodes', ['proxy']],
  [
    'pods',
    [
      'attach',
      'binding',
      'ephemeralcontainers',
      'eviction',
      'exec',
      'log',
      'portforward',
      'proxy',
      'resize',
    ],
  ],
  ['serviceaccounts', ['token']],
  ['services', ['proxy']],
]);

/** Whether a real server has the subresource, and this one has not. */
export function isUnservedSubresource(
  table: string,
  subresource: string,
): boolean {
  return UNSERVED_SUBRESOURCES.get(table)?.includes(subresource) ?? false;
}

/** Whether a real server of this release has the resource, and this one has not. */
export function isUnserved(group: string, plural: string): boolean {
  return UNSERVED.get(group)?.includes(plural) ?? false;
}
