import {
  PROTECTED_NAMESPACES,
  TENANT_LABEL,
} from '@meshwise/backstage-plugin-mesh-common';
import { KubernetesObject } from './kubernetesObject';
import { IDENTITY_NAMESPACE, WRITER, WRITER_RULES } from './roles';

const API_VERSION = 'admissionregistration.k8s.io/v1';

/** Questions, which change nothing. */
const QUESTIONS = 'authorization.k8s.io';

/** ConfigMaps are limited to the namespaces of distributors of roots by RBAC. */
const CONFIG_MAPS = '/configmaps';

const FIELD_MANAGERS = [
  'backstage-mesh-tenancy',
  'backstage-mesh-failover',
  'backstage-mesh-trust',
];

/** Objects of these kinds may be meant for other namespaces. */
const EXPORTED = [
  'networking.istio.io/destinationrules',
  'networking.istio.io/virtualservices',
];

/**
 * An admission policy that holds the writer to what operations do, whatever its token is used for: kinds, namespaces,
 * field managers, owners, hosts and exports. It is the last line when everything before it is passed by (T02, T15, T16).
 */
export function writerPolicy(): readonly KubernetesObject[] {
  const name = WRITER;
  return [
    {
      apiVersion: API_VERSION,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['*'],
              apiVersions: ['*'],
              operations: ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'],
              resources: ['*/*'],
            },
          ],
        },
        matchConditions: [
          {
            name: 'is-the-writer',
            expression: `request.userInfo.username == 'system:serviceaccount:${IDENTITY_NAMESPACE}:${WRITER}'`,
          },
          {
            name: 'is-no-question',
            expression: `request.resource.group != '${QUESTIONS}'`,
          },
        ],
        variables: [
          {
            name: 'kind',
            expression: `request.resource.group + '/' + request.resource.resource`,
          },
          {
            name: 'home',
            expression: `variables.kind == '/namespaces' ? request.name : (has(request.namespace) ? request.namespace : '')`,
          },
          {
            name: 'writes',
            expression: `request.operation in ['CREATE', 'UPDATE']`,
          },
        ],
        validations: [
          {
            expression: `variables.kind in ${listOf(
              writtenKinds(),
            )} && (!has(request.subResource) || request.subResource == '')`,
            message: 'Meshwise writes no such object',
          },
          {
            expression: `variables.kind == '${CONFIG_MAPS}' || !variables.home.matches('${protectedPattern()}')`,
            message: 'Meshwise writes nothing into protected namespaces',
          },
          {
            expression: `!variables.writes || (has(request.options.fieldManager) && request.options.fieldManager in ${listOf(
              FIELD_MANAGERS,
            )} && !(has(request.options.force) && request.options.force))`,
            message:
              'Meshwise writes as its own field managers, and takes no field by force',
          },
          {
            expression: `!variables.writes || variables.kind != '/namespaces' || (has(object.metadata.labels) && '${TENANT_LABEL}' in object.metadata.labels && (oldObject == null || !has(oldObject.metadata.labels) || !('${TENANT_LABEL}' in oldObject.metadata.labels) || oldObject.metadata.labels['${TENANT_LABEL}'] == object.metadata.labels['${TENANT_LABEL}']))`,
            message: 'A namespace has an owner and keeps it',
          },
          {
            expression: `!variables.writes || variables.kind != 'rbac.authorization.k8s.io/rolebindings' || !has(object.subjects) || object.subjects.all(subject, !subject.name.startsWith('system:'))`,
            message: 'No subject of Kubernetes itself gets a role',
          },
          {
            expression: `!variables.writes || !(variables.kind in ${listOf(
              EXPORTED,
            )}) || (has(object.spec.exportTo) && object.spec.exportTo.size() > 0 && !object.spec.exportTo.exists(to, to == '*'))`,
            message:
              'A rule names the namespaces for which it is; none is for all',
          },
          {
            expression: `!variables.writes || variables.kind != '${
              EXPORTED[0]
            }' || ${ownHost('object.spec.host')}`,
            message: 'A rule is for a service of its own namespace',
          },
          {
            expression: `!variables.writes || variables.kind != '${
              EXPORTED[1]
            }' || (has(object.spec.hosts) && object.spec.hosts.size() > 0 && object.spec.hosts.all(host, ${ownHost(
              'host',
            )}))`,
            message: 'A route is for services of its own namespace',
          },
        ],
      },
    },
    {
      apiVersion: API_VERSION,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: ['Deny'] },
    },
  ];
}

/** `group/resource` of what the writer's role lets it create, change or delete. */
function writtenKinds(): readonly string[] {
  const kinds = WRITER_RULES.filter(
    ({ apiGroups, verbs }) =>
      verbs.includes('patch') && !apiGroups.includes(QUESTIONS),
  ).flatMap(({ apiGroups, resources }) =>
    apiGroups.flatMap(group =>
      resources.map(resource => `${group}/${resource}`),
    ),
  );
  return [...kinds, CONFIG_MAPS];
}

function protectedPattern(): string {
  const names = PROTECTED_NAMESPACES.map(name => name.replace('*', '.*'));
  return `^(${names.join('|')})$`;
}

/** Whether a host is `name.namespace.svc...` of the object's namespace. */
function ownHost(host: string): string {
  return `${host}.split('.').size() > 3 && ${host}.split('.')[1] == variables.home && ${host}.split('.')[2] == 'svc'`;
}

function listOf(texts: readonly string[]): string {
  return `[${texts.map(text => `'${text}'`).join(', ')}]`;
}
