import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { ClusterName, ServiceRef } from '../model/refs';
import { NamespaceDetails } from '../rules/namespaceDetails';
import { NamespaceRef } from '../rules/namespaces';
import { TenancyMatrix } from '../rules/tenancy';
import {
  Answered,
  ClusterView,
  EntityServices,
  FindingsView,
  FleetView,
  MeshApi,
  Operation,
  PlanRequest,
  PlanResult,
  ServiceView,
  SubmitRequest,
} from './MeshApi';
import { ReachFilter, ReachView } from './ReachView';

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

  plan(request: PlanRequest): Promise<PlanResult> {
    return this.#post(['plans'], request);
  }

  submit(request: SubmitRequest): Promise<Operation> {
    return this.#post(['operations'], request);
  }

  operation(id: string): Promise<Operation> {
    return this.#get(['operations', id]);
  }

  operations(filter?: {
    readonly limit?: number;
  }): Promise<{ readonly items: readonly Operation[] }> {
    const query = filter?.limit === undefined ? '' : `?limit=${filter.limit}`;
    return this.#get(['operations'], query);
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
