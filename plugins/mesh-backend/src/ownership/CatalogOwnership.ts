import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  CompoundEntityRef,
  Entity,
  KubernetesValidatorFunctions,
  parseEntityRef,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CLUSTER_ANNOTATION,
  ClusterName,
  Contact,
  KUBERNETES_GROUP_ANNOTATION,
  KUBERNETES_USER_ANNOTATION,
  ServiceRef,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import type { ClusterSubject } from '../kubernetes/ObjectWriter';
import {
  EntityLink,
  entityLink,
  isLinkedTo,
  LINKING_ANNOTATIONS,
} from './entityLink';

/** How long an answer of the catalog is believed. */
const TTL_MS = 30_000;
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'relations',
];

/** A team that may own namespaces. */
export interface Tenant {
  readonly name: string;
  /** Group of the clusters' identity provider; `undefined` if the catalog names none. */
  readonly kubernetesGroup: string | undefined;
}

interface Owned {
  readonly contact: Contact;
  readonly link: EntityLink;
  readonly cluster: ClusterName | undefined;
}

/**
 * Who owns what, by the catalog: a service belongs to the owners of the entities that stand for it, a cluster to the
 * owners of its entity, a namespace to the group it is labelled with.
 */
export class CatalogOwnership {
  static create(options: {
    readonly catalog: CatalogService;
    readonly auth: AuthService;
  }): CatalogOwnership {
    return new CatalogOwnership(options.catalog, options.auth);
  }

  #owned:
    | { readonly list: Promise<readonly Owned[]>; until: number }
    | undefined;

  private constructor(
    private readonly catalog: CatalogService,
    private readonly auth: AuthService,
  ) {}

  /** Owners of a service as entity references; none if no entity stands for it. */
  async ownersOf(
    service: ServiceRef,
    snapshot: Snapshot,
  ): Promise<readonly string[]> {
    const owners = new Set<string>();
    for (const { link, contact } of await this.all()) {
      if (!isLinkedTo(link, service, snapshot)) continue;
      for (const owner of contact.ownerRefs) owners.add(owner);
    }
    return [...owners].sort();
  }

  /** Whom to ask about clusters, as far as the catalog knows them. */
  async contactsOf(
    clusters: readonly ClusterName[],
  ): Promise<ReadonlyMap<ClusterName, Contact>> {
    const contacts = new Map<ClusterName, Contact>();
    for (const { cluster, contact } of await this.all()) {
      if (cluster !== undefined && clusters.includes(cluster)) {
        contacts.set(cluster, contact);
      }
    }
    return contacts;
  }

  /** An entity, as far as the caller may see it. Throws an `InputError` for a text that is no entity reference. */
  async entity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined> {
    return this.catalog.getEntityByRef(parsed(entityRef), { credentials });
  }

  /** The group that a tenant's name stands for, as far as the caller may see it. */
  async tenant(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<Tenant | undefined> {
    if (!KubernetesValidatorFunctions.isValidObjectName(name)) return undefined;
    const ref = { kind: 'Group', namespace: 'default', name };
    const group = await this.catalog.getEntityByRef(ref, { credentials });
    // The catalog finds names in any case; labels in clusters are exact.
    if (group?.metadata.name !== name) return undefined;
    const kubernetesGroup =
      group.metadata.annotations?.[KUBERNETES_GROUP_ANNOTATION];
    return { name, kubernetesGroup };
  }

  /**
   * The user of the clusters that a user of the catalog is, with their groups; `undefined` if the catalog does not say.
   * Read with the backend's own credentials: nobody vouches for themselves.
   */
  async clusterSubject(userRef: string): Promise<ClusterSubject | undefined> {
    const credentials = await this.auth.getOwnServiceCredentials();
    const entity = await this.catalog.getEntityByRef(userRef, { credentials });
    const user = entity?.metadata.annotations?.[KUBERNETES_USER_ANNOTATION];
    if (!user || isSystem(user)) return undefined;
    const memberOf = (entity?.relations ?? [])
      .filter(({ type }) => type === RELATION_MEMBER_OF)
      .map(({ targetRef }) => targetRef);
    const { items } = await this.catalog.getEntitiesByRefs(
      { entityRefs: memberOf },
      { credentials },
    );
    const groups = items
      .map(group => group?.metadata.annotations?.[KUBERNETES_GROUP_ANNOTATION])
      .filter(group => group !== undefined && !isSystem(group));
    return { user, groups: groups.flatMap(group => group ?? []).sort() };
  }

  private all(): Promise<readonly Owned[]> {
    if (this.#owned && this.#owned.until > Date.now()) return this.#owned.list;
    const owned = { list: this.load(), until: Date.now() + TTL_MS };
    this.#owned = owned;
    owned.list.catch(() => {
      if (this.#owned === owned) this.#owned = undefined;
    });
    return owned.list;
  }

  private async load(): Promise<readonly Owned[]> {
    const credentials = await this.auth.getOwnServiceCredentials();
    const filter = [...LINKING_ANNOTATIONS, CLUSTER_ANNOTATION].map(name => ({
      [`metadata.annotations.${name}`]: CATALOG_FILTER_EXISTS,
    }));
    const request = { filter, fields: FIELDS };
    const owned: Owned[] = [];
    for await (const page of this.catalog.streamEntities(request, {
      credentials,
    })) {
      owned.push(...page.map(ownedBy));
    }
    return owned;
  }
}

/** Names that Kubernetes gives meaning to; nobody gets one from the catalog (T06). */
function isSystem(name: string): boolean {
  return name.startsWith('system:');
}

function parsed(entityRef: string): CompoundEntityRef {
  try {
    return parseEntityRef(entityRef);
  } catch {
    throw new InputError(
      `"${entityRef}" is not an entity reference; write kind:namespace/name`,
    );
  }
}

function ownedBy(entity: Entity): Owned {
  const ownerRefs = (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);
  return {
    contact: { entityRef: stringifyEntityRef(entity), ownerRefs },
    link: entityLink(entity).link,
    cluster: entity.metadata.annotations?.[CLUSTER_ANNOTATION],
  };
}
