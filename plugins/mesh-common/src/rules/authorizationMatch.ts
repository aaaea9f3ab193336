import {
  AuthorizationCondition,
  AuthorizationOperation,
  AuthorizationPolicyRecord,
  AuthorizationRule,
  AuthorizationSource,
  ValueMatch,
} from '../model/records/authorizationPolicy';
import {
  matchesNamespace,
  matchesPrincipal,
  matchesServiceAccount,
  matchesTrustDomain,
  Principal,
} from './principalMatch';

/** Whether a policy matches. `maybe`: that depends on what is named in `on`, such as the path of the request. */
export type PolicyMatch =
  | { readonly code: 'yes' }
  | { readonly code: 'no' }
  | { readonly code: 'maybe'; readonly on: readonly string[] };

/** A connection to a workload, as far as objects tell of it. */
export interface Connection {
  /** `undefined` without mutual TLS. */
  readonly client: Principal | undefined;
  /** Port of the workload, which is what policies name. */
  readonly port: number;
  /** Whether the proxy reads requests on this port, or only sees bytes. */
  readonly http: boolean;
  /** Trust domain of the mesh, and its aliases. */
  readonly ownTrustDomains: readonly string[];
}

const YES: PolicyMatch = { code: 'yes' };
const NO: PolicyMatch = { code: 'no' };

/** Whether some rule of a policy matches a connection. A policy without rules matches nothing. Reference 7.7. */
export function matchPolicy(
  policy: AuthorizationPolicyRecord,
  connection: Connection,
): PolicyMatch {
  return anyOf(policy.rules.map(rule => matchRule(rule, policy, connection)));
}

function matchRule(
  { from, to, when }: AuthorizationRule,
  policy: AuthorizationPolicyRecord,
  connection: Connection,
): PolicyMatch {
  const at = { policy, connection };
  // Where only bytes are seen, a rule that allows by requests is left out as a whole; one that denies goes without that part.
  const byRequest =
    from.some(asksRequest) ||
    to.some(asksRequest) ||
    when.some(({ key }) => key.startsWith('request.'));
  if (!connection.http && policy.action === 'ALLOW' && byRequest) return NO;
  const conditions = when.map(item => matchCondition(item, at));
  // A rule that names an attribute nobody knows is left out, whatever the action.
  if (conditions.includes('unknown-attribute')) return NO;
  const sources = from.map(source => matchSource(source, at));
  const operations = to.map(operation => matchOperation(operation, at));
  return allOf([
    from.length === 0 ? YES : anyOf(sources),
    to.length === 0 ? YES : anyOf(operations),
    ...conditions.flatMap(item => (item === 'unknown-attribute' ? [] : item)),
  ]);
}

interface At {
  readonly policy: AuthorizationPolicyRecord;
  readonly connection: Connection;
}

function matchSource(source: AuthorizationSource, at: At): PolicyMatch {
  return allOf([
    ofIdentity('source.principal', source.principals, at),
    ofIdentity('source.namespace', source.namespaces, at),
    ofIdentity('source.serviceAccount', source.serviceAccounts, at),
    ofIdentity('source.trustDomain', source.trustDomains, at),
    ofRequest('request.auth.principal', source.requestPrincipals, at),
    undecided('source.ip', source.ipBlocks),
    undecided('remote.ip', source.remoteIpBlocks),
  ]);
}

function matchOperation(
  operation: AuthorizationOperation,
  at: At,
): PolicyMatch {
  return allOf([
    ofPort(operation.ports, at),
    ofRequest('host', operation.hosts, at),
    ofRequest('method', operation.methods, at),
    ofRequest('path', operation.paths, at),
  ]);
}

function matchCondition(
  condition: AuthorizationCondition,
  at: At,
): PolicyMatch | 'unknown-attribute' {
  const { key } = condition;
  switch (key) {
    case 'source.principal':
    case 'source.namespace':
    case 'source.serviceAccount':
    case 'source.trustDomain':
      return ofIdentity(key, condition, at);
    case 'destination.port':
      return ofPort(condition, at);
    case 'source.ip':
    case 'remote.ip':
    case 'destination.ip':
    case 'connection.sni':
      return { code: 'maybe', on: [key] };
    default:
      if (key.startsWith('experimental.envoy.filters.'))
        return { code: 'maybe', on: [key] };
      return /^request\.(headers|auth|experimental\.inline\.headers)\b/.test(
        key,
      )
        ? onRequest(key, at)
        : 'unknown-attribute';
  }
}

type IdentityKey =
  | 'source.principal'
  | 'source.namespace'
  | 'source.serviceAccount'
  | 'source.trustDomain';

function ofIdentity(
  key: IdentityKey,
  match: ValueMatch,
  { policy, connection }: At,
): PolicyMatch {
  const { client, ownTrustDomains } = connection;
  return ofValues(match, value => {
    // Without identity nothing is named, so a negation holds.
    if (!client) return false;
    switch (key) {
      case 'source.principal':
        return matchesPrincipal(value, client, ownTrustDomains);
      case 'source.namespace':
        return matchesNamespace(value, client);
      case 'source.serviceAccount':
        return matchesServiceAccount(value, client, policy.namespace);
      default:
        return matchesTrustDomain(value, client, ownTrustDomains);
    }
  });
}

function ofPort(match: ValueMatch, { connection }: At): PolicyMatch {
  return ofValues(match, value => Number(value) === connection.port);
}

function ofRequest(key: string, match: ValueMatch, at: At): PolicyMatch {
  return isAsked(match) ? onRequest(key, at) : YES;
}

function onRequest(key: string, { connection }: At): PolicyMatch {
  return connection.http ? { code: 'maybe', on: [key] } : YES;
}

/** Fields of sources and operations that speak of requests. */
const REQUEST_FIELDS = new Set([
  'requestPrincipals',
  'hosts',
  'methods',
  'paths',
]);

function asksRequest(
  part: AuthorizationSource | AuthorizationOperation,
): boolean {
  return Object.entries(part).some(
    ([field, match]: [string, ValueMatch]) =>
      REQUEST_FIELDS.has(field) && isAsked(match),
  );
}

function isAsked({ values, notValues }: ValueMatch): boolean {
  return values.length + notValues.length > 0;
}

/** An address, which no object tells for sure: gateways and other proxies change it. */
function undecided(key: string, match: ValueMatch): PolicyMatch {
  return isAsked(match) ? { code: 'maybe', on: [key] } : YES;
}

function ofValues(
  { values, notValues }: ValueMatch,
  names: (value: string) => boolean,
): PolicyMatch {
  return (values.length === 0 || values.some(names)) && !notValues.some(names)
    ? YES
    : NO;
}

function anyOf(matches: readonly PolicyMatch[]): PolicyMatch {
  if (matches.some(({ code }) => code === 'yes')) return YES;
  return maybe(matches) ?? NO;
}

function allOf(matches: readonly PolicyMatch[]): PolicyMatch {
  if (matches.some(({ code }) => code === 'no')) return NO;
  return maybe(matches) ?? YES;
}

function maybe(matches: readonly PolicyMatch[]): PolicyMatch | undefined {
  const on = matches.flatMap(match => (match.code === 'maybe' ? match.on : []));
  return on.length > 0
    ? { code: 'maybe', on: [...new Set(on)].sort() }
    : undefined;
}
