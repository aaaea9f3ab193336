import { Rule } from '../model/rule';
import { controlPlaneView } from './controlPlaneView';
import {
  EndpointClient,
  endpointClient,
  endpointClientName,
} from './endpointClient';
import { MeshService, meshServices } from './meshServices';
import { EnvoyCluster, ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { serviceClusters } from './serviceClusters';
import { visibleServices } from './visibleServices';

/** Services that a proxy may call, by host. Reference 3.8. */
export const visibleHosts: Rule<ProxyRef, ReadonlyMap<string, MeshService>> = {
  source: '3.8',
  ask: (mesh, ref) => mesh.ask(visibleServices, ref).byHost,
};

/** A service as one client knows it. */
export interface HostTarget {
  readonly service: MeshService;
  readonly client: EndpointClient;
  /** For whom it is the same; `undefined`: this client only, whose Sidecar or routes make the service another one. */
  readonly alike: AlikeQuestion | undefined;
}

/** A service, for all clients that are alike. */
export interface AlikeQuestion {
  readonly client: EndpointClient;
  /** Name of the question in memos: of the client with everything that is in it, and of the service. */
  readonly name: string;
  readonly host: string;
  /** Which of the services of the host it is. */
  readonly position: number;
}

/** What a host is to a client; `undefined` if it may not call it. Reference 3.8. */
export const hostTarget: Rule<
  { readonly client: ProxyRef; readonly host: string },
  HostTarget | undefined
> = {
  source: '3.8',
  nameOf: ({ client: { cluster, namespace, pod }, host }) =>
    `${cluster}/${namespace}/${pod} ${host}`,
  ask(mesh, { client: ref, host }) {
    const proxy = mesh.ask(proxyOf, ref);
    const service = mesh.ask(visibleHosts, ref).get(host);
    if (!proxy?.view || proxy.rejected !== undefined || !service)
      return undefined;
    const { view } = proxy;
    const client = endpointClient(mesh, { ...proxy, view }, service);
    const position =
      mesh
        .ask(meshServices, view.key)
        .byHost.get(host)
        ?.findIndex(known => known === service) ?? -1;
    const name = `${endpointClientName(client)} ${host} ${position}`;
    return {
      service,
      client,
      alike: position < 0 ? undefined : { client, name, host, position },
    };
  },
};

/** The Envoy clusters of one host for one proxy: of every port and every subset. Reference 3.11. */
export const hostClusters: Rule<
  { readonly client: ProxyRef; readonly host: string },
  ReadonlyMap<string, EnvoyCluster>
> = {
  source: '3.11',
  nameOf: ({ client: { cluster, namespace, pod }, host }) =>
    `${cluster}/${namespace}/${pod} ${host}`,
  ask(mesh, question) {
    const target = mesh.ask(hostTarget, question);
    if (!target) return new Map();
    const { alike, client, service } = target;
    return alike
      ? mesh.ask(alikeClusters, alike)
      : serviceClusters(mesh, client, service);
  },
};

/** The Envoy clusters of a service for all clients that are alike. Reference 3.11. */
export const alikeClusters: Rule<
  AlikeQuestion,
  ReadonlyMap<string, EnvoyCluster>
> = {
  source: '3.11',
  nameOf: ({ name }) => name,
  ask(mesh, { client, host, position }) {
    const { key } = client.view;
    // The name tells which istiod it is, and not what that works with.
    const view = mesh.ask(controlPlaneView, key);
    const service = mesh.ask(meshServices, key).byHost.get(host)?.[position];
    return view && service
      ? serviceClusters(mesh, { ...client, view }, service)
      : new Map();
  },
};
