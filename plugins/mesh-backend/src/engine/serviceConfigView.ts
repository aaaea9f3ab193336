import {
  Answer,
  answer,
  answeringControlPlane,
  CallerConfig,
  CallerGroup,
  ConfigInForce,
  configInForce,
  configWithoutEffect,
  InForce,
  KIND_NAMES,
  ObjectAge,
  ObjectRef,
  policiesInForce,
  PoliciesInForce,
  ServerConfig,
  ServiceConfigView,
} from '@meshwise/backstage-plugin-mesh-common';
import { joinAnswers, withoutHidden } from './joinAnswers';
import { knownOthers } from './knownOthers';
import { objectName, serviceDrift } from './serviceDrift';
import { serviceScope, ServiceQuestion, ServiceScope } from './serviceScope';
import { waypointConfigs } from './waypointConfigs';

/** Which configuration decides about a service: at its callers, and at its own pods. */
export function serviceConfigView(
  question: ServiceQuestion,
): Answer<ServiceConfigView> {
  const { service } = question;
  const scope = serviceScope(question);
  const callers = callerConfigs(question, scope);
  const servers = serverConfigs(question, scope);
  const waypoints = waypointConfigs(question, scope);
  const objects = namedObjects([
    ...callers.flatMap(({ value: { config } }) => objectsOf(config)),
    ...servers.flatMap(({ value: { policies } }) => policyObjects(policies)),
    ...waypoints.flatMap(({ value }) => [
      ...inForceObjects(value.destinationRules),
      ...inForceObjects(value.routes),
      ...value.policies,
    ]),
  ]);
  const meshes = new Set(
    [...callers, ...servers, ...waypoints].flatMap(
      ({ value }) => value.controlPlane?.mesh ?? [],
    ),
  );
  const drift = [...meshes].flatMap(mesh =>
    serviceDrift(question, { mesh, objects, known: scope.known }),
  );
  const idle = answer(
    question.snapshot,
    configWithoutEffect,
    undefined,
    question.memo,
  );
  const names = new Set(objects.map(objectName));
  return {
    ...joinAnswers([...callers, ...servers, ...waypoints, ...drift]),
    because: [],
    value: {
      service,
      callers,
      servers,
      waypoints,
      drift: drift.flatMap(({ value }) => value),
      withoutEffect: idle.value.filter(
        item => scope.known(item.cluster) && names.has(objectName(item)),
      ),
      ages: objects.map(object => ageOf(question, object)),
    },
  };
}

/** Callers of one control plane for whom the same objects decide are shown together. */
function callerConfigs(
  { snapshot, memo, service }: ServiceQuestion,
  scope: ServiceScope,
): readonly Answer<CallerConfig>[] {
  const groups = new Map<string, Answer<CallerConfig>[]>();
  for (const group of scope.callers) {
    const by = answer(
      snapshot,
      answeringControlPlane,
      group.controlPlane,
      memo,
    );
    if (!by.value) continue;
    const host = `${service.name}.${service.namespace}.svc.${by.value.domain}`;
    const { client } = group;
    const found = answer(snapshot, configInForce, { client, host }, memo);
    const config = withoutHiddenLosers(found.value, scope.known);
    const key = JSON.stringify([by.value, config]);
    const value = {
      controlPlane: by.value,
      callers: [callerOf(group)],
      config,
    };
    const part = withoutHidden({ ...joinAnswers([by, found]), value }, scope);
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  const isOwn = ({ value }: Answer<CallerConfig>) =>
    value.callers.some(({ namespace }) => namespace === service.namespace);
  return [...groups.values()]
    .map(parts => ({
      ...joinAnswers(parts),
      value: {
        ...parts[0].value,
        callers: together(
          parts.flatMap(({ value }) => value.callers),
          service.namespace,
        ),
      },
    }))
    .sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
}

function callerOf({ cluster, namespace, pods }: CallerGroup) {
  return { cluster, namespace, pods };
}

/** Localities do not matter here. The service's own namespace comes first. */
function together(
  callers: CallerConfig['callers'],
  own: string,
): CallerConfig['callers'] {
  const found = new Map<string, CallerConfig['callers'][number]>();
  for (const caller of callers) {
    const key = `${caller.cluster}/${caller.namespace}`;
    const pods = caller.pods + (found.get(key)?.pods ?? 0);
    found.set(key, { ...caller, pods });
  }
  return [...found.values()].sort(
    (a, b) => Number(b.namespace === own) - Number(a.namespace === own),
  );
}

function serverConfigs(
  { snapshot, memo, service }: ServiceQuestion,
  scope: ServiceScope,
): readonly Answer<ServerConfig>[] {
  const { parts, known } = scope;
  return parts.flatMap(cluster => {
    const found = answer(snapshot, policiesInForce, { cluster, service }, memo);
    return found.value.map(policies => {
      const by =
        policies.controlPlane &&
        answer(snapshot, answeringControlPlane, policies.controlPlane, memo);
      const value: ServerConfig = {
        cluster,
        controlPlane: by?.value,
        policies: {
          ...policies,
          peerAuthentications: knownOthers(policies.peerAuthentications, known),
          authorizationPolicies: knownOthers(
            policies.authorizationPolicies,
            known,
          ),
        },
        limited: policies.guard === 'ztunnel',
      };
      const rests = joinAnswers(by ? [found, by] : [found]);
      return withoutHidden({ ...rests, value }, scope);
    });
  });
}

/** What decides is always shown; what does not is shown where the caller may know of its cluster. */
function withoutHiddenLosers(
  config: ConfigInForce,
  known: ServiceScope['known'],
): ConfigInForce {
  return {
    ...config,
    definitions: config.definitions.filter(({ cluster }) => known(cluster)),
    destinationRules: knownOthers(config.destinationRules, known),
    routes: knownOthers(config.routes, known),
  };
}

function objectsOf(config: ConfigInForce): readonly ObjectRef[] {
  const { sidecar, definitions, destinationRules, routes } = config;
  return [
    ...(sidecar ? [sidecar] : []),
    ...definitions,
    ...inForceObjects(destinationRules),
    ...inForceObjects(routes),
  ];
}

function inForceObjects({ objects, others }: InForce): readonly ObjectRef[] {
  return [...objects, ...others.map(({ object }) => object)];
}

function policyObjects({
  peerAuthentications,
  authorizationPolicies,
}: PoliciesInForce): readonly ObjectRef[] {
  return [
    ...peerAuthentications.objects,
    ...authorizationPolicies.objects.map(({ object }) => object),
    ...[...peerAuthentications.others, ...authorizationPolicies.others].map(
      ({ object }) => object,
    ),
  ];
}

function namedObjects(objects: readonly ObjectRef[]): readonly ObjectRef[] {
  return [
    ...new Map(
      objects.map(object => [
        `${object.cluster}\n${objectName(object)}`,
        object,
      ]),
    ).values(),
  ];
}

function ageOf({ snapshot }: ServiceQuestion, object: ObjectRef): ObjectAge {
  const kind = KIND_NAMES.find(candidate => candidate === object.kind);
  const record = kind && snapshot.view(object.cluster, kind)?.table.get(object);
  return { object, created: record?.created ?? 0 };
}
