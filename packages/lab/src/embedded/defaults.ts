import type { Json } from '../kubernetesObject';
import { isMap, JsonMap, listOf, mapOf, withoutNulls } from './apiObject';
import type { ResourceType } from './ResourceType';
import { tableOf } from './ResourceType';

/**
 * Values the server fills in: those that clients of the lab read, or that identify items of lists. A real server fills in many more
 * (probes, termination messages, API defaults of CRDs).
 */
export function applyDefaults(type: ResourceType, object: JsonMap): JsonMap {
  // In the server's own types null is the same as nothing.
  const content = type.custom ? object : withoutNulls(object);
  return DEFAULTS.get(tableOf(type))?.(content) ?? content;
}

const DEFAULTS: ReadonlyMap<string, (object: JsonMap) => JsonMap> = new Map([
  ['namespaces', namespaceDefaults],
  ['pods', podDefaults],
  ['services', serviceDefaults],
  ['nodes', statusDefaults],
  ['resourcequotas', statusDefaults],
  ['deployments.apps', deploymentDefaults],
  ['endpointslices.discovery.k8s.io', endpointSliceDefaults],
  ['networkpolicies.networking.k8s.io', networkPolicyDefaults],
  [
    'mutatingwebhookconfigurations.admissionregistration.k8s.io',
    webhookDefaults,
  ],
  [
    'validatingwebhookconfigurations.admissionregistration.k8s.io',
    webhookDefaults,
  ],
  ['clusterrolebindings.rbac.authorization.k8s.io', bindingDefaults],
  ['rolebindings.rbac.authorization.k8s.io', bindingDefaults],
]);

/** The map with values where it has none. */
function withDefaults(map: JsonMap, defaults: JsonMap): JsonMap {
  const missing = Object.entries(defaults).filter(
    ([key]) => map[key] === undefined || map[key] === null,
  );
  return missing.length > 0 ? { ...map, ...Object.fromEntries(missing) } : map;
}

/** The list with a change made to each of its maps; absent lists stay absent. */
function each(
  list: Json | undefined,
  change: (item: JsonMap) => JsonMap,
): Json | undefined {
  return Array.isArray(list)
    ? list.map(item => (isMap(item) ? change(item) : item))
    : list;
}

function namespaceDefaults(object: JsonMap): JsonMap {
  const metadata = mapOf(object.metadata);
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: {
        ...mapOf(metadata.labels),
        'kubernetes.io/metadata.name': metadata.name,
      },
    },
  };
}

function statusDefaults(object: JsonMap): JsonMap {
  return withDefaults(object, { status: {} });
}

function podSpecDefaults(spec: JsonMap): JsonMap {
  const containers = (list: Json | undefined) =>
    each(list, container => ({
      ...container,
      ports: each(container.ports, port =>
        withDefaults(port, { protocol: 'TCP' }),
      ),
    }));
  return {
    ...withDefaults(spec, {
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      securityContext: {},
    }),
    containers: containers(spec.containers),
    ...(spec.initContainers !== undefined && {
      initContainers: containers(spec.initContainers),
    }),
  };
}

function podDefaults(object: JsonMap): JsonMap {
  return {
    ...object,
    spec: podSpecDefaults(mapOf(object.spec)),
    status: withDefaults(mapOf(object.status), { phase: 'Pending' }),
  };
}

function deploymentDefaults(object: JsonMap): JsonMap {
  const spec = mapOf(object.spec);
  const template = mapOf(spec.template);
  return {
    ...statusDefaults(object),
    spec: {
      ...withDefaults(spec, {
        replicas: 1,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
        },
      }),
      template: { ...template, spec: podSpecDefaults(mapOf(template.spec)) },
    },
  };
}

function serviceDefaults(object: JsonMap): JsonMap {
  const spec = mapOf(object.spec);
  const type = spec.type ?? 'ClusterIP';
  const external = type === 'ExternalName';
  return {
    ...object,
    spec: {
      ...withDefaults(spec, {
        type,
        sessionAffinity: 'None',
        ...(!external && { internalTrafficPolicy: 'Cluster' }),
        ...((type === 'LoadBalancer' || type === 'NodePort') && {
          externalTrafficPolicy: 'Cluster',
        }),
        ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
      }),
      ...(spec.ports !== undefined && {
        ports: each(spec.ports, port =>
          withDefaults(port, { protocol: 'TCP', targetPort: port.port }),
        ),
      }),
    },
    status: withDefaults(mapOf(object.status), { loadBalancer: {} }),
  };
}

function endpointSliceDefaults(object: JsonMap): JsonMap {
  return {
    ...object,
    ...(object.ports !== undefined && {
      ports: each(object.ports, port =>
        withDefaults(port, { name: '', protocol: 'TCP' }),
      ),
    }),
  };
}

function networkPolicyDefaults(object: JsonMap): JsonMap {
  const spec = mapOf(object.spec);
  const hasEgress = listOf(spec.egress).length > 0;
  return {
    ...object,
    spec: withDefaults(spec, {
      policyTypes: hasEgress ? ['Ingress', 'Egress'] : ['Ingress'],
    }),
  };
}

function webhookDefaults(object: JsonMap): JsonMap {
  const mutating = object.kind === 'MutatingWebhookConfiguration';
  return {
    ...object,
    webhooks: each(object.webhooks, webhook => ({
      ...withDefaults(webhook, {
        failurePolicy: 'Fail',
        matchPolicy: 'Equivalent',
        namespaceSelector: {},
        objectSelector: {},
        timeoutSeconds: 10,
        ...(mutating && { reinvocationPolicy: 'Never' }),
      }),
      ...(webhook.rules !== undefined && {
        rules: each(webhook.rules, rule => withDefaults(rule, { scope: '*' })),
      }),
    })),
  };
}

function bindingDefaults(object: JsonMap): JsonMap {
  return {
    ...object,
    roleRef: withDefaults(mapOf(object.roleRef), {
      apiGroup: 'rbac.authorization.k8s.io',
    }),
    subjects: each(object.subjects, subject =>
      subject.kind === 'ServiceAccount'
        ? subject
        : withDefaults(subject, { apiGroup: 'rbac.authorization.k8s.io' }),
    ),
  };
}
