import { ApiObject, JsonMap, listOf, mapOf, sameJson } from './apiObject';
import type { ApiCall } from './ApiCall';
import { allocateClusterIp } from './clusterIp';
import { checkEscalation } from './escalation';
import { ResourceType, tableOf } from './ResourceType';
import { forbidden, invalid, notFound, StatusCause } from './statusError';

/** Namespaces that are there for ever. */
const IMMORTAL: readonly string[] = ['default', 'kube-system', 'kube-public'];

/** Topology that a pod takes from its node (Kubernetes 1.36). */
const TOPOLOGY = [
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
];

/** Largest sum of the values of a ConfigMap, in bytes. */
const CONFIG_MAP_LIMIT = 1024 * 1024;

/** Refuses new objects in namespaces that are missing or on their way out. */
export function admitNamespace(call: ApiCall, name: string): void {
  const { state, type, request } = call;
  if (!type.namespaced) {
    return;
  }
  const namespace = state.store.get('namespaces', request.namespace);
  if (!namespace) {
    throw notFound(
      { group: '', plural: 'namespaces', kind: 'Namespace' },
      request.namespace,
    );
  }
  if (namespace.metadata.deletionTimestamp) {
    throw forbidden(
      type,
      name,
      `unable to create new content in namespace ${request.namespace} because it is being terminated`,
      [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${request.namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    );
  }
}

/** Refuses to delete what must stay. */
export function admitDelete(type: ResourceType, name: string): void {
  if (tableOf(type) === 'namespaces' && IMMORTAL.includes(name)) {
    throw forbidden(type, name, 'this namespace may not be deleted');
  }
}

/** Rules of single kinds that no schema holds; may refuse an object or complete it. `before` is absent for a new one. */
export function admitObject(
  call: ApiCall,
  object: JsonMap,
  before: ApiObject | undefined,
): JsonMap {
  switch (tableOf(call.type)) {
    case 'namespaces':
      return {
        ...object,
        spec: before?.spec ?? { finalizers: ['kubernetes'] },
        status: object.status ?? { phase: 'Active' },
      };
    case 'pods':
      return before ? object : withTopologyOfNode(call, object);
    case 'services':
      checkPorts(call.type, object);
      return allocateClusterIp(call.state, object, before);
    case 'configmaps':
      return checkSize(call.type, object);
    case 'deployments.apps':
      return checkDeployment(call.type, object, before);
    case 'roles.rbac.authorization.k8s.io':
    case 'clusterroles.rbac.authorization.k8s.io':
    case 'rolebindings.rbac.authorization.k8s.io':
    case 'clusterrolebindings.rbac.authorization.k8s.io':
      checkRoleRef(call.type, object, before);
      checkEscalation(call, object);
      return object;
    default:
      return object;
  }
}

function withTopologyOfNode(call: ApiCall, pod: JsonMap): JsonMap {
  const { nodeName } = mapOf(pod.spec);
  const node =
    typeof nodeName === 'string'
      ? call.state.store.get('nodes', nodeName)
      : undefined;
  const labels = Object.entries(node?.metadata.labels ?? {}).filter(([key]) =>
    TOPOLOGY.includes(key),
  );
  if (labels.length === 0) {
    return pod;
  }
  const metadata = mapOf(pod.metadata);
  return {
    ...pod,
    metadata: {
      ...metadata,
      labels: { ...mapOf(metadata.labels), ...Object.fromEntries(labels) },
    },
  };
}

function checkPorts(type: ResourceType, service: JsonMap): void {
  const { ports, clusterIP, type: serviceType } = mapOf(service.spec);
  const list = listOf(ports).map(mapOf);
  const mayBeWithout = clusterIP === 'None' || serviceType === 'ExternalName';
  const required = (field: string): StatusCause => ({
    reason: 'FieldValueRequired',
    message: 'Required value',
    field,
  });
  const causes: StatusCause[] =
    list.length === 0 && !mayBeWithout ? [required('spec.ports')] : [];
  list.forEach((port, index) => {
    if (list.length > 1 && !port.name) {
      causes.push(required(`spec.ports[${index}].name`));
    }
    if (Number(port.port) < 1 || Number(port.port) > 65535) {
      causes.push({
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${port.port}: must be between 1 and 65535, inclusive`,
        field: `spec.ports[${index}].port`,
      });
    }
  });
  if (causes.length > 0) {
    throw invalid(type, String(mapOf(service.metadata).name), causes);
  }
}

function checkSize(type: ResourceType, object: JsonMap): JsonMap {
  const size = [object.data, object.binaryData]
    .flatMap(values => Object.entries(mapOf(values)))
    .reduce((sum, [, value]) => sum + Buffer.byteLength(String(value)), 0);
  if (size > CONFIG_MAP_LIMIT) {
    refuse(type, object, {
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${CONFIG_MAP_LIMIT} bytes`,
      field: '[]',
    });
  }
  return object;
}

function checkDeployment(
  type: ResourceType,
  object: JsonMap,
  before: ApiObject | undefined,
): JsonMap {
  const spec = mapOf(object.spec);
  const labels = mapOf(mapOf(mapOf(spec.template).metadata).labels);
  const selector = mapOf(mapOf(spec.selector).matchLabels);
  const matches = Object.entries(selector).every(
    ([key, value]) => labels[key] === value,
  );
  if (!matches) {
    refuse(type, object, {
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(
        labels,
      )}: \`selector\` does not match template \`labels\``,
      field: 'spec.template.metadata.labels',
    });
  }
  if (before && !sameJson(mapOf(before.spec).selector, spec.selector)) {
    refuse(type, object, {
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(
        spec.selector,
      )}: field is immutable`,
      field: 'spec.selector',
    });
  }
  const status = mapOf(object.status);
  if (Number(status.readyReplicas ?? 0) > Number(status.replicas ?? 0)) {
    refuse(type, object, {
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${status.readyReplicas}: cannot be greater than status.replicas`,
      field: 'status.readyReplicas',
    });
  }
  return object;
}

function checkRoleRef(
  type: ResourceType,
  object: JsonMap,
  before: ApiObject | undefined,
): void {
  if (before && !sameJson(before.roleRef, object.roleRef)) {
    refuse(type, object, {
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(
        object.roleRef,
      )}: cannot change roleRef`,
      field: 'roleRef',
    });
  }
}

function refuse(
  type: ResourceType,
  object: JsonMap,
  cause: StatusCause,
): never {
  throw invalid(type, String(mapOf(object.metadata).name), [cause]);
}
