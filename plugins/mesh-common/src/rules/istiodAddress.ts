import { ClusterName, ServiceRef } from '../model/refs';
import { Mesh } from '../model/mesh';
import { ServiceRecord } from '../model/records/service';
import { Rule } from '../model/rule';
import { addressOwner } from './addressOwner';
import { SLICES_BY_SERVICE } from './indexes';

/** Where the istiod behind a Service of a cluster runs. */
export type IstiodAddress =
  | { readonly code: 'here' }
  | {
      readonly code: 'elsewhere';
      readonly address: string;
      readonly cluster: ClusterName | undefined;
    }
  | { readonly code: 'unknown'; readonly reason: string };

/** Whether the istiod that a cluster's Service stands for runs there, or in which other cluster its address is. Reference 1.5, 2.1. */
export const istiodAddress: Rule<
  { readonly cluster: ClusterName; readonly service: ServiceRef },
  IstiodAddress
> = {
  source: '1.5',
  nameOf: ({ cluster, service }) =>
    [cluster, service.namespace, service.name].join('/'),
  ask(mesh, { cluster, service }) {
    const found = mesh.get(cluster, 'Service', service);
    if (!found)
      return {
        code: 'unknown',
        reason: `Service ${service.namespace}/${service.name} was not found`,
      };
    if (found.selector.size > 0) return { code: 'here' };
    return addressOf(mesh, cluster, found);
  },
};

/** Where a URL leads. Reference 2.1. */
export const istiodUrl: Rule<string, IstiodAddress> = {
  source: '2.1',
  nameOf: url => url,
  ask(mesh, url) {
    const address = hostOf(url);
    if (address === undefined)
      return { code: 'unknown', reason: `the URL ${url} cannot be read` };
    return {
      code: 'elsewhere',
      address,
      cluster: mesh.ask(addressOwner, address),
    };
  },
};

function addressOf(
  mesh: Mesh,
  cluster: ClusterName,
  service: ServiceRecord,
): IstiodAddress {
  const { namespace, name } = service;
  if (service.externalName) {
    mesh.because(
      { cluster, kind: 'Service', namespace, name },
      'spec.externalName',
      service.externalName,
    );
    return {
      code: 'elsewhere',
      address: service.externalName,
      cluster: mesh.ask(addressOwner, service.externalName),
    };
  }
  for (const slice of mesh.find(cluster, 'EndpointSlice', {
    index: SLICES_BY_SERVICE,
    namespace,
    key: name,
  })) {
    for (const endpoint of slice.endpoints) {
      if (endpoint.pod) return { code: 'here' };
      const [address] = endpoint.addresses;
      if (!address) continue;
      mesh.because(
        { cluster, kind: 'EndpointSlice', namespace, name: slice.name },
        'endpoints',
        address,
      );
      return {
        code: 'elsewhere',
        address,
        cluster: mesh.ask(addressOwner, address),
      };
    }
  }
  return {
    code: 'unknown',
    reason: `Service ${namespace}/${name} has neither selector nor endpoints`,
  };
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).hostname.replace(/^\[|\]$/g, '') || undefined;
  } catch {
    return undefined;
  }
}
