import {
  GatewayApiMatch,
  GatewayApiRef,
  GatewayApiRule,
} from '../model/records/gatewayApi';
import {
  HttpMatch,
  HttpRoute,
  RouteDestination,
} from '../model/records/virtualService';
import { NO_LABELS } from '../model/record';

/** Server error that the Gateway API wants where nothing has a weight. */
const NO_BACKEND = 500;

/**
 * A rule of an HTTPRoute or GRPCRoute as routes of one match each. Reference 6.3.
 *
 * `allowed`: whether the route may refer to a backend; one that it may not has no host.
 */
export function gatewayApiRoutes(
  rule: GatewayApiRule,
  options: {
    readonly domain: string;
    readonly allowed?: (backend: GatewayApiRef) => boolean;
  },
): readonly HttpRoute[] {
  const { domain, allowed = () => true } = options;
  const host = (backend: GatewayApiRef) =>
    allowed(backend) ? hostOf(backend, domain) : '';
  const backends = rule.backends.filter(({ weight }) => weight > 0);
  const directResponse =
    backends.length === 0 && rule.redirect === undefined
      ? NO_BACKEND
      : undefined;
  const route = backends.map(
    (backend): RouteDestination => ({
      host: host(backend),
      subset: '',
      port: host(backend) === '' ? undefined : backend.port,
      weight: backend.weight,
    }),
  );
  const mirrors = rule.mirrors.map(
    (backend): RouteDestination => ({
      host: host(backend),
      subset: '',
      port: backend.port,
      weight: 100,
    }),
  );
  const matches =
    rule.matches.length === 0 ? [ANY_REQUEST] : rule.matches.map(matchOf);
  return matches.map(match => ({
    name: '',
    match: [match],
    route,
    redirect: rule.redirect,
    directResponse,
    delegate: undefined,
    mirrors,
  }));
}

function hostOf(
  { group, kind, namespace, name }: GatewayApiRef,
  domain: string,
): string {
  if (group === '' && kind === 'Service')
    return `${name}.${namespace}.svc.${domain}`;
  return group === 'networking.istio.io' && kind === 'Hostname' ? name : '';
}

/** Asks nothing of a request. */
export const ANY_REQUEST: HttpMatch = {
  uri: undefined,
  scheme: undefined,
  method: undefined,
  authority: undefined,
  headers: new Map(),
  withoutHeaders: new Map(),
  queryParams: new Map(),
  port: undefined,
  sourceLabels: NO_LABELS,
  ignoreUriCase: false,
  sourceNamespace: undefined,
  gateways: [],
};

function matchOf(match: GatewayApiMatch): HttpMatch {
  const { kind, value } = match.path;
  return {
    ...ANY_REQUEST,
    uri:
      kind === 'pathprefix'
        ? { kind: 'prefix', value: value.replace(/(?<=.)\/+$/, '') }
        : { kind, value },
    method:
      match.method === undefined
        ? undefined
        : { kind: 'exact', value: match.method },
    headers: match.headers,
    queryParams: match.queryParams,
  };
}
