import { KINDS, KindRow } from '@meshwise/backstage-plugin-mesh-common';
import { KubernetesObject } from './kubernetesObject';

/** A rule of a ClusterRole. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** Namespace of the ServiceAccounts. */
export const IDENTITY_NAMESPACE = 'meshwise';
/** ServiceAccount and ClusterRole that read. */
export const READER = 'meshwise-reader';
/** ServiceAccount and ClusterRole that write. */
export const WRITER = 'meshwise-writer';

/** The roots that pods of Istio mount, and the name of who signs by them. */
const TRUST_BUNDLE = 'istio.io:istiod-ca:root-cert';
const TRUST_BUNDLE_SIGNER = 'istio.io/istiod-ca';

const READ = ['get', 'list', 'watch'];
const WRITE = ['get', 'create', 'patch', 'delete'];

/** What an identity may ask about rights: its own. */
const OWN_RIGHTS: PolicyRule = {
  apiGroups: ['authorization.k8s.io'],
  resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  verbs: ['create'],
};

/**
 * The rules of the reader, made from the kinds table: nothing that is not read is allowed, and no Secret ever is.
 *
 * RBAC knows no wildcard in names, so the names of a table row that end in `*` stand for one name per revision.
 */
export function readerRules(
  revisions: readonly string[],
): readonly PolicyRule[] {
  const whole = new Map<string, Set<string>>();
  const named: PolicyRule[] = [];
  for (const row of Object.values<KindRow>(KINDS)) {
    if (row.names) {
      named.push({
        apiGroups: [row.group],
        resources: [row.plural],
        resourceNames: row.names.flatMap(name => expand(name, revisions)),
        verbs: READ,
      });
    } else {
      const plurals = whole.get(row.group) ?? new Set();
      whole.set(row.group, plurals.add(row.plural));
    }
  }
  return [
    ...[...whole].map(([group, plurals]) => ({
      apiGroups: [group],
      resources: [...plurals],
      verbs: READ,
    })),
    ...named,
    OWN_RIGHTS,
  ];
}

/** The rules of the writer: exactly the kinds that operations write, and one look before the write. */
export const WRITER_RULES: readonly PolicyRule[] = [
  {
    apiGroups: [''],
    resources: ['namespaces', 'resourcequotas', 'limitranges'],
    verbs: WRITE,
  },
  {
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['roles', 'rolebindings'],
    verbs: WRITE,
  },
  {
    // A team gets one of these roles in its namespace, and the writer can hand out no other.
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['clusterroles'],
    resourceNames: ['view', 'edit'],
    verbs: ['bind'],
  },
  {
    apiGroups: ['networking.k8s.io'],
    resources: ['networkpolicies'],
    verbs: WRITE,
  },
  {
    apiGroups: ['networking.istio.io'],
    resources: [
      'destinationrules',
      'virtualservices',
      'serviceentries',
      'workloadentries',
      'sidecars',
      'gateways',
    ],
    verbs: WRITE,
  },
  {
    apiGroups: ['security.istio.io'],
    resources: ['peerauthentications', 'authorizationpolicies'],
    verbs: WRITE,
  },
  {
    // The roots that pods of Istio mount are added to, and never published or removed.
    apiGroups: ['certificates.k8s.io'],
    resources: ['clustertrustbundles'],
    resourceNames: [TRUST_BUNDLE],
    verbs: ['get', 'patch'],
  },
  {
    // Kubernetes asks for it of whoever changes a bundle of this signer. It signs nothing.
    apiGroups: ['certificates.k8s.io'],
    resources: ['signers'],
    resourceNames: [TRUST_BUNDLE_SIGNER],
    verbs: ['attest'],
  },
  {
    // The mesh config of a control plane is changed and never made or removed.
    apiGroups: ['sailoperator.io'],
    resources: ['istios'],
    verbs: ['get', 'patch'],
  },
  OWN_RIGHTS,
  {
    // Whether a user has the rights that are used for them.
    apiGroups: ['authorization.k8s.io'],
    resources: ['subjectaccessreviews'],
    verbs: ['create'],
  },
];

/**
 * What the writer may do besides in the namespace of a distributor of roots: sources of its bundle are ConfigMaps.
 */
export function distributorObjects(
  namespace: string,
): readonly KubernetesObject[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const metadata = { name: `${WRITER}-roots`, namespace };
  const rule: PolicyRule = {
    apiGroups: [''],
    resources: ['configmaps'],
    verbs: WRITE,
  };
  return [
    { apiVersion, kind: 'Role', metadata, rules: [rule] },
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: metadata.name,
      },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: WRITER,
          namespace: IDENTITY_NAMESPACE,
        },
      ],
    },
  ];
}

/** A ClusterRole of these rules. */
export function clusterRole(
  name: string,
  rules: readonly PolicyRule[],
): KubernetesObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name },
    rules,
  };
}

/** Namespace, ServiceAccounts and bindings of the reader and the writer, and their roles. */
export function identityObjects(
  revisions: readonly string[],
): readonly KubernetesObject[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: IDENTITY_NAMESPACE },
    },
    clusterRole(READER, readerRules(revisions)),
    clusterRole(WRITER, WRITER_RULES),
    ...[READER, WRITER].flatMap(name => [serviceAccount(name), binding(name)]),
  ];
}

/** The ServiceAccount of the reader or the writer. */
export function serviceAccount(name: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: IDENTITY_NAMESPACE },
  };
}

function binding(name: string): KubernetesObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name,
    },
    subjects: [{ kind: 'ServiceAccount', name, namespace: IDENTITY_NAMESPACE }],
  };
}

function expand(name: string, revisions: readonly string[]): string[] {
  return name.endsWith('*')
    ? revisions.map(revision => `${name.slice(0, -1)}${revision}`)
    : [name];
}
