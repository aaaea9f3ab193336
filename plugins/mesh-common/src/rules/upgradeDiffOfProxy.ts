import { EnvoyCluster, ProxyConfig, VirtualHost } from './proxyConfig';

/** In what respect something a proxy is given changes. @public */
export type UpgradeAspect =
  | 'endpoints'
  | 'failover'
  | 'mtls'
  | 'routes'
  | 'load';

/** What changes for one proxy in one respect of one host. @public */
export interface ProxyDifference {
  readonly host: string;
  readonly aspect: UpgradeAspect;
  /** What is true now and no longer then, in words; sorted. */
  readonly now: readonly string[];
  /** What is true then and not now. */
  readonly then: readonly string[];
}

/** One thing that is true of what a proxy is given. */
export interface ProxyFact {
  readonly host: string;
  readonly aspect: UpgradeAspect;
  readonly text: string;
}

/** What differs between two lists of facts, by host and aspect in their order. */
export function differencesOf(
  before: readonly ProxyFact[],
  after: readonly ProxyFact[],
): readonly ProxyDifference[] {
  const now = byPlace(before);
  const then = byPlace(after);
  const places = new Map([...now, ...then]);
  return [...places.keys()].sort().flatMap((key): ProxyDifference[] => {
    const a = now.get(key) ?? [];
    const b = then.get(key) ?? [];
    const lost = without(a, b);
    const gained = without(b, a);
    const [{ host, aspect }] = [...a, ...b];
    return lost.length + gained.length === 0
      ? []
      : [{ host, aspect, now: lost, then: gained }];
  });
}

function byPlace(
  facts: readonly ProxyFact[],
): ReadonlyMap<string, readonly ProxyFact[]> {
  const places = new Map<string, ProxyFact[]>();
  for (const fact of facts) {
    const key = `${fact.host} ${fact.aspect}`;
    const known = places.get(key);
    if (known) known.push(fact);
    else places.set(key, [fact]);
  }
  return places;
}

function without(
  facts: readonly ProxyFact[],
  others: readonly ProxyFact[],
): readonly string[] {
  const known = new Set(others.map(({ text }) => text));
  return [...new Set(facts.map(({ text }) => text))]
    .filter(text => !known.has(text))
    .sort();
}

/** All that counts for callers of what a proxy is given. Weights are left out: they are scaled by the number of gateways. */
export function factsOf(config: ProxyConfig): readonly ProxyFact[] {
  const { rejected, clusters, routes, tcp, passthrough, workloadApi } = config;
  if (rejected !== undefined)
    return [{ host: '', aspect: 'endpoints', text: `refused: ${rejected}` }];
  return [
    ...[...clusters].flatMap(([name, cluster]) => clusterFacts(name, cluster)),
    ...[...routes].flatMap(([name, hosts]) =>
      hosts.flatMap(host => routeFacts(name, host)),
    ),
    ...[...tcp].flatMap(([name, chains]) =>
      routeFacts(name, { domains: [name], routes: chains }),
    ),
    ...[...(passthrough ?? [])].map(
      ([name, endpoints]): ProxyFact => ({
        host: name,
        aspect: 'endpoints',
        text: `forwarded to ${endpoints
          .map(({ address }) => address)
          .join(', ')}`,
      }),
    ),
    ...[...(workloadApi?.workloads ?? [])].flatMap(([uid, { services }]) =>
      [...(services ?? new Map<string, readonly string[]>()).keys()].map(
        (host): ProxyFact => ({ host, aspect: 'endpoints', text: uid }),
      ),
    ),
  ];
}

function clusterFacts(name: string, cluster: EnvoyCluster): ProxyFact[] {
  const [, port, subset, host] = name.split('|');
  const of = subset === '' ? port : `${port}, subset ${subset}`;
  const { tls, sans, endpoints, localityWeighted } = cluster;
  const fact = (aspect: UpgradeAspect, text: string): ProxyFact => ({
    host,
    aspect,
    text: `${of}: ${text}`,
  });
  return [
    fact('endpoints', 'known'),
    fact('mtls', `TLS ${tls}`),
    ...(sans ?? []).map(identity => fact('mtls', `accepts ${identity}`)),
    ...(localityWeighted ? [fact('failover', 'locality weights')] : []),
    // Without ejection nothing is ever unavailable but what is sent as unhealthy, which the endpoints show.
    ...(cluster.outlierDetection
      ? [
          fact('failover', 'outlier detection'),
          fact('failover', `panic below ${cluster.panicThreshold ?? 50} %`),
        ]
      : []),
    ...endpoints.flatMap(endpoint => {
      const { address, port: target, locality, health, priority } = endpoint;
      const at = `${address}:${target}${
        endpoint.gateway ? `, gateway of ${endpoint.network}` : ''
      } in ${[endpoint.cluster, locality].filter(Boolean).join(' ')}`;
      const state = health === 'unknown' ? 'healthy' : health;
      return [
        fact('endpoints', `${at}, ${state}`),
        fact('failover', `${at}, priority ${priority}`),
        ...(endpoint.mtls ? [fact('mtls', `${at}`)] : []),
      ];
    }),
  ];
}

function routeFacts(
  name: string,
  { domains, routes }: VirtualHost,
): readonly ProxyFact[] {
  const [host = name] = domains;
  return routes.map(
    ({ match, clusters, redirect, directResponse, mirrors }, index) => ({
      host: host === '*' ? name.replace(/:\d+$/, '') : host,
      aspect: 'routes',
      text: `${name} ${index + 1}. ${match || 'everything'}: ${JSON.stringify(
        clusters ?? redirect ?? directResponse,
      )}${mirrors ? ` mirrored to ${mirrors.join(', ')}` : ''}`,
    }),
  );
}
