import { NotFoundError } from '@backstage/errors';
import {
  Answer,
  answer,
  Answered,
  ClusterName,
  ClusterView,
  deploymentModel,
  endpoints,
  EntityServices,
  FleetCluster,
  FleetView,
  governedBy,
  Instant,
  Memo,
  MeshApi,
  NamespaceDetails,
  NamespaceRef,
  ServiceRef,
  ServiceSnapshot,
  ServiceView,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import type { Operations } from '../operations/Operations';
import type { CatalogOwnership } from '../ownership/CatalogOwnership';
import { entityLink, linkedBy, linkedServices } from '../ownership/entityLink';
import type { ClusterStatus, MeshStore } from '../store/MeshStore';
import type { Caller, MeshFor } from './Caller';
import { answered, clusterFreshness } from './freshness';
import { findingsView } from './findingsView';
import {
  controlPlanesView,
  driftView,
  networksView,
  trustView,
  upgradeView,
} from './fleetViews';
import { namespaceView, tenancyView } from './tenancyView';
import { reachView } from './reachView';
import { snapshotView } from './snapshotView';
import { kindSyncs, unreadableObjects } from './kindSyncs';
import { MemoByClusters } from './MemoByClusters';
import { serviceConfigView } from './serviceConfigView';
import { serviceScope, ServiceQuestion } from './serviceScope';
import { serviceStanding } from './serviceStanding';
import { serviceTrustView } from './serviceTrustView';
import { visibleStore } from './visibleStore';

/** What the engine works with. */
export interface MeshEngineOptions {
  readonly store: MeshStore;
  readonly ownership: CatalogOwnership;
  readonly operations: Operations;
  writable(cluster: ClusterName): boolean;
  /** For answers about all clusters; answers about some of them are remembered apart. */
  readonly memo?: Memo;
  readonly now?: () => Instant;
}

/**
 * Answers the questions of the mesh from what the store has seen. Knows what a caller may see, and nothing of how that
 * was decided: permissions and audit are wrapped around it.
 */
export class MeshEngine implements MeshFor {
  static create(options: MeshEngineOptions): MeshEngine {
    return new MeshEngine(options, options.memo ?? Memo.create());
  }

  private readonly memosOfSome = MemoByClusters.create();

  private constructor(
    private readonly options: MeshEngineOptions,
    private readonly memo: Memo,
  ) {}

  as(caller: Caller): MeshApi {
    const { operations } = this.options;
    return {
      fleet: async () => this.fleet(caller),
      cluster: async name => this.cluster(name, caller),
      entityServices: ref => this.entityServices(ref, caller),
      service: ref => this.service(ref, caller),
      reach: async (ref, filter = {}) =>
        this.about(ref, caller, question => reachView({ ...question, filter })),
      serviceSnapshot: async ref => this.serviceSnapshot(ref, caller),
      serviceConfig: async ref => this.about(ref, caller, serviceConfigView),
      serviceTrust: async ref => this.about(ref, caller, serviceTrustView),
      serviceStanding: async ref => this.about(ref, caller, serviceStanding),
      findings: async () => this.overview(caller, findingsView),
      tenancy: async () => this.overview(caller, tenancyView),
      namespace: async at => this.namespace(at, caller),
      trust: async () => this.overview(caller, trustView),
      controlPlanes: async () => this.overview(caller, controlPlanesView),
      upgrade: async question =>
        this.overview(caller, (snapshot, known) =>
          upgradeView(snapshot, known, question),
        ),
      drift: async () => this.overview(caller, driftView),
      networks: async () => this.overview(caller, networksView),
      plan: request => operations.plan(request, caller),
      submit: request => operations.submit(request, caller),
      operation: id => operations.get(id, caller),
      operations: filter => operations.list(caller, filter),
      approve: (id, approval) => operations.approve(id, approval, caller),
      reject: (id, rejection) => operations.reject(id, rejection, caller),
      resume: id => operations.resume(id, caller),
      accept: (id, acceptance) => operations.accept(id, acceptance, caller),
      stop: id => operations.stop(id, caller),
    };
  }

  private fleet({ sees }: Caller): Answered<FleetView> {
    const { store } = this.options;
    const { snapshot, clusters, memo } = this.visible(sees);
    const model = answer(snapshot, deploymentModel, undefined, memo);
    const value = {
      clusters: clusters.map(status => this.row(status, model, snapshot)),
      model: model.value,
      problem: store.unavailable(),
    };
    return answered({ ...model, value }, clusters, this.now());
  }

  private cluster(name: ClusterName, { sees }: Caller): Answered<ClusterView> {
    const { snapshot, clusters, memo } = this.visible(sees);
    const status = clusters.find(cluster => cluster.name === name);
    if (!status) throw new NotFoundError(`There is no cluster "${name}"`);
    const model = answer(snapshot, deploymentModel, undefined, memo);
    const own: Answer<ClusterView> = {
      value: {
        ...this.row(status, model, snapshot),
        kinds: kindSyncs(snapshot, name),
      },
      gaps: model.gaps.filter(gap => gap.cluster === name),
      because: model.because.filter(({ object }) => object.cluster === name),
      asOf: status.lastSeen,
    };
    return answered(own, [status], this.now());
  }

  /** An answer about all clusters that the caller may see. */
  private overview<A>(
    { sees }: Caller,
    view: (snapshot: Snapshot, memo: Memo) => Answer<A>,
  ): Answered<A> {
    const { snapshot, clusters, memo } = this.visible(sees);
    return answered(view(snapshot, memo), clusters, this.now());
  }

  private namespace(
    at: NamespaceRef,
    { sees }: Caller,
  ): Answered<NamespaceDetails> {
    const { snapshot, clusters, memo } = this.visible(sees);
    const status = clusters.find(({ name }) => name === at.cluster);
    if (!status) throw new NotFoundError(`There is no cluster "${at.cluster}"`);
    return answered(namespaceView(snapshot, memo, at), clusters, this.now());
  }

  private visible(sees: Caller['sees']) {
    const visible = visibleStore(this.options.store, sees);
    const { snapshot, clusters, whole } = visible;
    const memo = whole ? this.memo : this.memosOfSome.of(snapshot);
    return { snapshot, clusters, memo };
  }

  private row(
    status: ClusterStatus,
    { value }: Answer<FleetView['model']>,
    snapshot: Snapshot,
  ): FleetCluster {
    const { name, title, kubernetesVersion, authProvider } = status;
    return {
      name,
      title,
      position: value.clusters.find(({ cluster }) => cluster === name),
      freshness: clusterFreshness(status),
      kubernetesVersion,
      writable: this.options.writable(name),
      authProvider,
      unreadable: unreadableObjects(snapshot, name),
    };
  }

  private async entityServices(
    entityRef: string,
    { credentials }: Caller,
  ): Promise<EntityServices> {
    const { ownership, store } = this.options;
    const entity = await ownership.entity(entityRef, credentials);
    if (!entity) throw new NotFoundError(`There is no entity "${entityRef}"`);
    const { link, problems } = entityLink(entity);
    const services = linkedServices(link, store.snapshot());
    return { entityRef, linkedBy: linkedBy(link), services, problems };
  }

  /** The whole service: who may see a service may see all of its parts. Clusters without a part stay hidden. */
  private async service(
    service: ServiceRef,
    { sees }: Caller,
  ): Promise<Answered<ServiceView>> {
    const { store, ownership } = this.options;
    const snapshot = store.snapshot();
    const parts = this.ask(snapshot, service);
    const concerned = new Set(
      parts.value.endpoints.clusters.map(({ cluster }) => cluster),
    );
    const model = answer(snapshot, deploymentModel, undefined, this.memo);
    const contacts = await ownership.contactsOf([...concerned]);
    const known = (cluster: ClusterName) =>
      concerned.has(cluster) || sees(cluster);
    const { endpoints: merged, governance } = parts.value;
    const value: ServiceView = {
      service,
      endpoints: { ...merged, without: merged.without.filter(known) },
      governance,
      positions: model.value.clusters.filter(({ cluster }) =>
        concerned.has(cluster),
      ),
      contacts: Object.fromEntries(contacts),
    };
    const clusters = store.clusters().filter(({ name }) => known(name));
    return answered({ ...parts, value }, clusters, this.now());
  }

  /** As with {@link MeshEngine.service}: views leave out what the caller may not know of. */
  private about<A>(
    service: ServiceRef,
    { sees }: Caller,
    view: (question: ServiceQuestion) => Answer<A>,
  ): Answered<A> {
    const { store } = this.options;
    const question = {
      snapshot: store.snapshot(),
      memo: this.memo,
      service,
      sees,
    };
    const { known } = serviceScope(question);
    const clusters = store.clusters().filter(({ name }) => known(name));
    return answered(view(question), clusters, this.now());
  }

  /** Only of clusters that have a part of the service, or that the caller may see: records show more than an answer does. */
  private serviceSnapshot(
    service: ServiceRef,
    { sees }: Caller,
  ): Answered<ServiceSnapshot> {
    const whole = this.options.store.snapshot();
    const { known } = serviceScope({
      snapshot: whole,
      memo: this.memo,
      service,
      sees,
    });
    const { snapshot, clusters, memo } = this.visible(known);
    const found = snapshotView(snapshot, memo, service);
    return answered(found, clusters, this.now());
  }

  private ask(snapshot: Snapshot, service: ServiceRef) {
    const where = answer(snapshot, endpoints, { service }, this.memo);
    const who = answer(snapshot, governedBy, { service }, this.memo);
    const oldest = [where.asOf, who.asOf].filter(asOf => asOf !== undefined);
    return {
      value: { endpoints: where.value, governance: who.value },
      gaps: distinct([...where.gaps, ...who.gaps]),
      because: distinct([...where.because, ...who.because]),
      asOf: oldest.length > 0 ? Math.min(...oldest) : undefined,
    };
  }

  private now(): Instant {
    return (this.options.now ?? Date.now)();
  }
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map(item => [JSON.stringify(item), item])).values()];
}
