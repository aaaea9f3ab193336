import type { Entity } from '@backstage/catalog-model';
import {
  containsLabels,
  EntityServices,
  Labels,
  matchesSelector,
  MESH_SERVICE_ANNOTATION,
  namespaceNameProblem,
  serviceKey,
  ServiceRecord,
  ServiceRef,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import { parseLabelSelector } from './parseLabelSelector';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const KUBERNETES_NAMESPACE = 'backstage.io/kubernetes-namespace';
const KUBERNETES_LABEL_SELECTOR = 'backstage.io/kubernetes-label-selector';

/** Annotations by which an entity can stand for services; one of them must be there. */
export const LINKING_ANNOTATIONS: readonly string[] = [
  MESH_SERVICE_ANNOTATION,
  KUBERNETES_ID,
  KUBERNETES_LABEL_SELECTOR,
];

/** How a catalog entity is linked to services. */
export type EntityLink =
  /** It names them. */
  | { readonly code: 'named'; readonly services: readonly ServiceRef[] }
  /** It describes them as the Kubernetes plugin does: by labels, in one namespace or in all. */
  | {
      readonly code: 'selected';
      readonly namespace: string | undefined;
      matches(service: ServiceRecord): boolean;
    }
  | { readonly code: 'none' };

/** Reads the annotations of an entity. Problems are annotation values that cannot be used, each with the reason. */
export function entityLink(entity: Entity): {
  readonly link: EntityLink;
  readonly problems: readonly string[];
} {
  const annotations = new Map(
    Object.entries(entity.metadata.annotations ?? {}),
  );
  const named = annotations.get(MESH_SERVICE_ANNOTATION);
  if (named !== undefined) return namedLink(named);

  const namespace = annotations.get(KUBERNETES_NAMESPACE);
  const text = annotations.get(KUBERNETES_LABEL_SELECTOR);
  if (text !== undefined) return selectedLink(text, namespace);

  const id = annotations.get(KUBERNETES_ID);
  if (id === undefined) return { link: { code: 'none' }, problems: [] };
  const matches = (service: ServiceRecord) => carriesId(service, id, namespace);
  return { link: { code: 'selected', namespace, matches }, problems: [] };
}

function namedLink(text: string) {
  const services = new Map<string, ServiceRef>();
  const problems: string[] = [];
  for (const part of text.split(',').map(item => item.trim())) {
    const [namespace, name, ...rest] = part.split('/');
    if (name === undefined || rest.length > 0 || !isName(namespace, name)) {
      problems.push(
        `${MESH_SERVICE_ANNOTATION} names "${part}", which is not namespace/name`,
      );
    } else {
      services.set(part, { namespace, name });
    }
  }
  const link = { code: 'named', services: [...services.values()] } as const;
  return { link, problems };
}

function isName(namespace: string, name: string): boolean {
  return (
    namespaceNameProblem(namespace) === undefined &&
    namespaceNameProblem(name) === undefined
  );
}

function selectedLink(text: string, namespace: string | undefined) {
  const selector = parseLabelSelector(text);
  if (!selector) {
    const problem = `${KUBERNETES_LABEL_SELECTOR} holds "${text}", which is not a label selector`;
    return { link: { code: 'none' }, problems: [problem] } as const;
  }
  // A Service stands for its pods: their labels are at least those it selects them by.
  const matches = ({ labels, selector: pods }: ServiceRecord) =>
    matchesSelector(selector, labels) ||
    (pods.size > 0 && matchesSelector(selector, pods));
  return {
    link: { code: 'selected', namespace, matches },
    problems: [],
  } as const;
}

/**
 * The label of the Kubernetes plugin decides. Within a namespace that the entity names, the customary labels for the
 * name of an application count too; elsewhere they could belong to anybody.
 */
function carriesId(
  { labels, selector }: ServiceRecord,
  id: string,
  namespace: string | undefined,
): boolean {
  const keys =
    namespace === undefined
      ? [KUBERNETES_ID]
      : [KUBERNETES_ID, 'app', 'app.kubernetes.io/name'];
  const wanted = keys.map((key): Labels => new Map([[key, id]]));
  return wanted.some(
    pair => containsLabels(labels, pair) || containsLabels(selector, pair),
  );
}

/** The services that an entity stands for, in order of namespace and name. */
export function linkedServices(
  link: EntityLink,
  snapshot: Snapshot,
): readonly ServiceRef[] {
  if (link.code === 'none') return [];
  if (link.code === 'named') return link.services;
  const found = new Map<string, ServiceRef>();
  for (const cluster of snapshot.clusterNames) {
    const table = snapshot.view(cluster, 'Service')?.table;
    for (const service of table?.list(link.namespace) ?? []) {
      if (!link.matches(service)) continue;
      const { namespace, name } = service;
      found.set(serviceKey(service), { namespace, name });
    }
  }
  return [...found.keys()].sort().flatMap(key => found.get(key) ?? []);
}

/** Whether an entity stands for a service. */
export function isLinkedTo(
  link: EntityLink,
  service: ServiceRef,
  snapshot: Snapshot,
): boolean {
  if (link.code === 'none') return false;
  if (link.code === 'named') {
    return link.services.some(
      named => serviceKey(named) === serviceKey(service),
    );
  }
  if (![undefined, service.namespace].includes(link.namespace)) return false;
  return snapshot.clusterNames.some(cluster => {
    const record = snapshot.view(cluster, 'Service')?.table.get(service);
    return record !== undefined && link.matches(record);
  });
}

/** The name under which the API shows how an entity is linked. */
export function linkedBy(link: EntityLink): EntityServices['linkedBy'] {
  switch (link.code) {
    case 'named':
      return MESH_SERVICE_ANNOTATION;
    case 'selected':
      return 'backstage.io/kubernetes';
    default:
      return 'none';
  }
}
