import {
  Answer,
  answer,
  answeringControlPlane,
  ClusterIdentities,
  ClusterName,
  effectiveMtls,
  endpoints,
  Rotation,
  rotationStage,
  ServerMtlsView,
  ServiceEndpoint,
  ServiceTrustView,
  workloadIdentities,
} from '@meshwise/backstage-plugin-mesh-common';
import { joinAnswers, withoutHidden } from './joinAnswers';
import { serviceAccess } from './serviceAccess';
import { serviceMatrix } from './serviceMatrix';
import { serviceRoots } from './serviceRoots';
import { serviceScope, ServiceQuestion, ServiceScope } from './serviceScope';

/** Who a service is, who vouches for it, who trusts whom around it, and whom it lets in. */
export function serviceTrustView(
  question: ServiceQuestion,
): Answer<ServiceTrustView> {
  const scope = serviceScope(question);
  const identities = identitiesOf(question, scope);
  const matrix = serviceMatrix(question, scope);
  const near = [...new Set(matrix.value.parties.map(({ cluster }) => cluster))];
  const value: ServiceTrustView = {
    service: question.service,
    identities,
    matrix,
    roots: serviceRoots(question, scope, near),
    rotations: rotationsOf(question, scope, identities.value),
    mtls: mtlsOf(question, scope),
    access: serviceAccess(question, scope),
  };
  const { roots, rotations, mtls, access } = value;
  return {
    ...joinAnswers([identities, matrix, roots, ...rotations, mtls, access]),
    because: [],
    value,
  };
}

function identitiesOf(
  { snapshot, memo, service }: ServiceQuestion,
  scope: ServiceScope,
): Answer<readonly ClusterIdentities[]> {
  const found = scope.parts.map(cluster => ({
    cluster,
    answer: answer(snapshot, workloadIdentities, { cluster, service }, memo),
  }));
  const value = found.map(part => ({
    cluster: part.cluster,
    identities: part.answer.value,
  }));
  const rests = joinAnswers(found.map(part => part.answer));
  return withoutHidden({ ...rests, value }, scope);
}

/** A rotation is about a whole mesh; its namespaces are named in clusters that the caller may see. */
function rotationsOf(
  { snapshot, memo, service, sees }: ServiceQuestion,
  scope: ServiceScope,
  identities: readonly ClusterIdentities[],
): readonly Answer<Rotation>[] {
  const { known } = scope;
  const meshes = identities
    .flatMap(part => part.identities)
    .flatMap(({ controlPlane }) => controlPlane ?? [])
    .flatMap(
      key =>
        answer(snapshot, answeringControlPlane, key, memo).value?.mesh ?? [],
    );
  return [...new Set(meshes)].sort().map(mesh => {
    const found = answer(snapshot, rotationStage, { mesh }, memo);
    const shows = (cluster: ClusterName, namespace: string) =>
      sees(cluster) || (known(cluster) && namespace === service.namespace);
    const value: Rotation = {
      ...found.value,
      places: found.value.places.filter(({ cluster, namespace }) =>
        shows(cluster, namespace),
      ),
      gates: found.value.gates.map(gate => ({
        ...gate,
        clusters: gate.clusters.filter(known),
      })),
    };
    return withoutHidden({ ...found, value }, scope);
  });
}

function mtlsOf(
  { snapshot, memo, service }: ServiceQuestion,
  scope: ServiceScope,
): Answer<readonly ServerMtlsView[]> {
  const found = answer(snapshot, effectiveMtls, { service }, memo);
  const merged = answer(snapshot, endpoints, { service }, memo).value.clusters;
  const value = found.value.map(({ cluster, groups }): ServerMtlsView => {
    const part = merged.find(candidate => candidate.cluster === cluster);
    const portNames = namesByPort(part?.endpoints ?? []);
    return {
      cluster,
      groups: groups.map(group => ({ ...group, portNames })),
    };
  });
  return withoutHidden({ ...found, value }, scope);
}

function namesByPort(
  found: readonly Pick<ServiceEndpoint, 'ports'>[],
): ServerMtlsView['groups'][number]['portNames'] {
  const names = new Map<string, Set<string>>();
  for (const { ports } of found)
    for (const { name, number } of ports) {
      const port = String(number);
      names.set(port, (names.get(port) ?? new Set()).add(name));
    }
  return Object.fromEntries(
    [...names].map(([port, all]) => [port, [...all].sort().join(', ')]),
  );
}
