import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { ClusterName, ServiceRef } from '../model/refs';
import { FleetControlPlanes } from '../rules/fleetControlPlanes';
import { FleetDrift } from '../rules/fleetDrift';
import { FleetNetworks } from '../rules/fleetNetworks';
import { UpgradeDiff, UpgradeQuestion } from '../rules/upgradeDiff';
import { FleetTrust } from '../rules/fleetTrust';
import { NamespaceDetails } from '../rules/namespaceDetails';
import { NamespaceRef } from '../rules/namespaces';
import { TenancyMatrix } from '../rules/tenancy';
import {
  Answered,
  Approval,
  ClusterView,
  EntityServices,
  FindingsView,
  FleetView,
  MeshApi,
  Operation,
  OperationFilter,
  PlanRequest,
  PlanResult,
  ServiceView,
  SubmitRequest,
} from './MeshApi';
import { ReachFilter, ReachView } from './ReachView';
import { ServiceSnapshot } from './ServiceSnapshot';
import { ServiceConfigView } from './ServiceConfigView';
import { ServiceStanding } from './ServiceStanding';
import { ServiceTrustView } from './ServiceTrustView';

/** What the client needs of a Backstage app or backend. @public */
export interface MeshClientOptions {
  readonly discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Must attach the caller's Backstage credentials. */
  readonly fetchApi: { fetch: typeof fetch };
}

/**
 * {@link MeshApi} over HTTP, for the frontend and for other backend plugins.
 *
 * Errors are `ResponseError`s of `@backstage/errors`; `error.cause.name` is the name documented at {@link MeshApi}.
 *
 * @public
 */
export class MeshClient implements MeshApi {
  readonly #options: MeshClientOptions;

  constructor(options: MeshClientOptions) {
    this.#options = options;
  }

  fleet(): Promise<Answered<FleetView>> {
    return this.#get(['fleet']);
  }

  cluster(name: ClusterName): Promise<Answered<ClusterView>> {
    return this.#get(['clusters', name]);
  }

  entityServices(entityRef: string): Promise<EntityServices> {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    return this.#get(['entities', kind, namespace, name, 'services']);
  }

  service({ namespace, name }: ServiceRef): Promise<Answered<ServiceView>> {
    return this.#get(['services', namespace, name]);
  }

  reach(
    { namespace, name }: ServiceRef,
    filter: ReachFilter = {},
  ): Promise<Answered<ReachView>> {
    const query = new URLSearchParams(Object.entries(filter)).toString();
    return this.#get(
      ['services', namespace, name, 'reach'],
      query && `?${query}`,
    );
  }

  serviceSnapshot({
    namespace,
    name,
  }: ServiceRef): Promise<Answered<ServiceSnapshot>> {
    return this.#get(['services', namespace, name, 'snapshot']);
  }

  serviceConfig({
    namespace,
    name,
  }: ServiceRef): Promise<Answered<ServiceConfigView>> {
    return this.#get(['services', namespace, name, 'config']);
  }

  serviceTrust({
    namespace,
    name,
  }: ServiceRef): Promise<Answered<ServiceTrustView>> {
    return this.#get(['services', namespace, name, 'trust']);
  }

  serviceStanding({
    namespace,
    name,
  }: ServiceRef): Promise<Answered<ServiceStanding>> {
    return this.#get(['services', namespace, name, 'standing']);
  }

  findings(): Promise<Answered<FindingsView>> {
    return this.#get(['findings']);
  }

  tenancy(): Promise<Answered<TenancyMatrix>> {
    return this.#get(['tenancy']);
  }

  namespace({
    cluster,
    namespace,
  }: NamespaceRef): Promise<Answered<NamespaceDetails>> {
    return this.#get(['clusters', cluster, 'namespaces', namespace]);
  }

  trust(): Promise<Answered<FleetTrust>> {
    return this.#get(['trust']);
  }

  controlPlanes(): Promise<Answered<FleetControlPlanes>> {
    return this.#get(['control-planes']);
  }

  upgrade({
    controlPlane: { cluster, namespace, deployment },
    version,
  }: UpgradeQuestion): Promise<Answered<UpgradeDiff>> {
    return this.#get(
      ['control-planes', cluster, namespace, deployment, 'upgrade'],
      `?${new URLSearchParams({ version })}`,
    );
  }

  drift(): Promise<Answered<FleetDrift>> {
    return this.#get(['drift']);
  }

  networks(): Promise<Answered<FleetNetworks>> {
    return this.#get(['networks']);
  }

  plan(request: PlanRequest): Promise<PlanResult> {
    return this.#post(['plans'], request);
  }

  submit(request: SubmitRequest): Promise<Operation> {
    return this.#post(['operations'], request);
  }

  operation(id: string): Promise<Operation> {
    return this.#get(['operations', id]);
  }

  operations(
    filter: OperationFilter = {},
  ): Promise<{ readonly items: readonly Operation[] }> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(filter))
      if (value !== undefined) query.set(name, String(value));
    return this.#get(['operations'], query.size === 0 ? '' : `?${query}`);
  }

  approve(id: string, approval: Approval): Promise<Operation> {
    return this.#post(['operations', id, 'approve'], approval);
  }

  reject(
    id: string,
    rejection: { readonly reason: string },
  ): Promise<Operation> {
    return this.#post(['operations', id, 'reject'], rejection);
  }

  resume(id: string): Promise<Operation> {
    return this.#post(['operations', id, 'resume'], {});
  }

  accept(
    id: string,
    acceptance: { readonly reason: string },
  ): Promise<Operation> {
    return this.#post(['operations', id, 'accept'], acceptance);
  }

  stop(id: string): Promise<Operation> {
    return this.#post(['operations', id, 'stop'], {});
  }

  #get<T>(path: readonly string[], query = ''): Promise<T> {
    return this.#request(path, query);
  }

  #post<T>(path: readonly string[], body: object): Promise<T> {
    return this.#request(path, '', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #request<T>(
    path: readonly string[],
    query: string,
    init?: RequestInit,
  ): Promise<T> {
    const baseUrl = await this.#options.discoveryApi.getBaseUrl('mesh');
    const url = [baseUrl, ...path.map(encodeURIComponent)].join('/') + query;
    const response = await this.#options.fetchApi.fetch(url, init);
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return (await response.json()) as T;
  }
}
