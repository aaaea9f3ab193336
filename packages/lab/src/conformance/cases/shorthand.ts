import type { Json } from '../../kubernetesObject';
import type { RequestStep } from '../ConformanceCase';

/** URLs of a case's namespace. */
export const configMaps = '/api/v1/namespaces/$ns/configmaps';
export const services = '/api/v1/namespaces/$ns/services';
export const pods = '/api/v1/namespaces/$ns/pods';
export const deployments = '/apis/apps/v1/namespaces/$ns/deployments';
export const virtualServices =
  '/apis/networking.istio.io/v1/namespaces/$ns/virtualservices';
export const serviceEntries =
  '/apis/networking.istio.io/v1/namespaces/$ns/serviceentries';
export const istios = '/apis/sailoperator.io/v1/istios';

type Map = { readonly [key: string]: Json | undefined };

export function configMap(
  name: string,
  rest: Map = {},
  metadata: Map = {},
): Json {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...metadata },
    ...rest,
  };
}

export function virtualService(
  name: string,
  spec: Json,
  metadata: Map = {},
): Json {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name, ...metadata },
    spec,
  };
}

export function deployment(
  name: string,
  image: string,
  metadata: Map = {},
): Json {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, ...metadata },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'app', image }] },
      },
    },
  };
}

/** Creates an object. */
export function post(
  path: string,
  body: Json,
  rest: Partial<RequestStep> = {},
): RequestStep {
  return { method: 'POST', path, body, status: 201, ...rest };
}

/** Applies an object on the server's side. */
export function apply(
  path: string,
  fieldManager: string,
  body: Json,
  rest: Partial<RequestStep> & { query?: string } = {},
): RequestStep {
  const { query = '', ...step } = rest;
  return {
    method: 'PATCH',
    path: `${path}?fieldManager=${fieldManager}${query}`,
    type: 'application/apply-patch+yaml',
    body,
    status: 200,
    ...step,
  };
}

/** Merges a patch into an object. */
export function merge(
  path: string,
  body: Json,
  rest: Partial<RequestStep> = {},
): RequestStep {
  return {
    method: 'PATCH',
    path,
    type: 'application/merge-patch+json',
    body,
    status: 200,
    ...rest,
  };
}
