import { config } from '../__testUtils__/meshYaml';
import { fleet } from '../__testUtils__/fleet';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { AuthorizationPolicyRecord } from '../model/records/authorizationPolicy';
import { answer } from './answer';
import { Connection, matchPolicy } from './authorizationMatch';

const policies: Rule<void, readonly AuthorizationPolicyRecord[]> = {
  source: '7.7',
  nameOf: () => 'policies',
  ask: (mesh: Mesh) => mesh.list('c1', 'AuthorizationPolicy'),
};

const WEB: Connection = {
  client: { trustDomain: 'td', namespace: 'web', serviceAccount: 'front' },
  port: 8080,
  http: true,
  ownTrustDomains: ['td', 'old'],
};

/** How a policy with some rules matches: yes, no, or what it depends on. */
function match(
  rules: string,
  connection: Partial<Connection> = {},
  action = 'ALLOW',
): string {
  const snapshot = fleet({
    c1: config(
      'AuthorizationPolicy',
      'shop/p',
      `{action: ${action}, rules: [${rules}]}`,
    ),
  });
  const [policy] = answer(snapshot, policies, undefined).value;
  const found = matchPolicy(policy, { ...WEB, ...connection });
  return found.code === 'maybe' ? found.on.join() : found.code;
}

const source = (text: string) => `{from: [{source: {${text}}}]}`;
const operation = (text: string) => `{to: [{operation: {${text}}}]}`;
const when = (key: string, more = 'values: [x]') =>
  `{when: [{key: '${key}', ${more}}]}`;

describe('matchPolicy, sources, reference 7.7', () => {
  it.each([
    ['principals: [td/ns/web/sa/front]', 'yes'],
    ['principals: [old/ns/web/sa/front]', 'yes'],
    ['principals: [cluster.local/ns/web/sa/front]', 'yes'],
    ['principals: [new/ns/web/sa/front]', 'no'],
    ['principals: [td/ns/web/sa/back]', 'no'],
    ['principals: [td/ns/web/sa/back, td/ns/web/sa/front]', 'yes'],
    ['principals: ["*"]', 'yes'],
    ['principals: ["*/sa/front"]', 'yes'],
    ['principals: ["td/ns/web/*"]', 'yes'],
    ['principals: ["td/ns/we*"]', 'yes'],
    ['principals: ["td/ns/pay/*"]', 'no'],
    ['notPrincipals: [td/ns/web/sa/front]', 'no'],
    ['notPrincipals: [td/ns/web/sa/back]', 'yes'],
    ['namespaces: [web]', 'yes'],
    ['namespaces: [we]', 'no'],
    ['namespaces: ["w*"]', 'yes'],
    ['namespaces: ["*b"]', 'yes'],
    ['namespaces: ["w*b"]', 'yes'],
    ['namespaces: ["w*x"]', 'no'],
    ['namespaces: [pay, web]', 'yes'],
    ['notNamespaces: [web]', 'no'],
    ['notNamespaces: [pay]', 'yes'],
    ['namespaces: ["w*"], notNamespaces: [web]', 'no'],
    ['serviceAccounts: [web/front]', 'yes'],
    ['serviceAccounts: [front]', 'no'],
    ['serviceAccounts: [shop/front]', 'no'],
    ['serviceAccounts: [web/back]', 'no'],
    ['notServiceAccounts: [web/front]', 'no'],
    ['namespaces: [web], principals: [td/ns/web/sa/back]', 'no'],
    ['namespaces: [web], requestPrincipals: ["*"]', 'request.auth.principal'],
    ['namespaces: [pay], requestPrincipals: ["*"]', 'no'],
    ['notRequestPrincipals: ["*"]', 'request.auth.principal'],
    ['ipBlocks: [10.0.0.0/8]', 'source.ip'],
    ['notIpBlocks: [10.0.0.0/8]', 'source.ip'],
    ['remoteIpBlocks: [10.0.0.0/8]', 'remote.ip'],
    [
      'ipBlocks: [10.0.0.0/8], remoteIpBlocks: [10.0.0.0/8]',
      'remote.ip,source.ip',
    ],
  ])('%s: %s', (text, expected) => {
    expect(match(source(text))).toBe(expected);
  });

  it('without identity nothing is named, so only a negation holds', () => {
    const client = undefined;
    for (const field of ['principals', 'namespaces'])
      expect(match(source(`${field}: ["*"]`), { client })).toBe('no');
    expect(match(source('notPrincipals: ["*"]'), { client })).toBe('yes');
    expect(match(source('notNamespaces: [web]'), { client })).toBe('yes');
  });

  it('a service account without namespace is of that of the policy', () => {
    const client = {
      trustDomain: 'td',
      namespace: 'shop',
      serviceAccount: 'front',
    };
    expect(match(source('serviceAccounts: [front]'), { client })).toBe('yes');
    expect(match(source('serviceAccounts: [back]'), { client })).toBe('no');
  });
});

describe('matchPolicy, operations and conditions, reference 7.7', () => {
  it.each([
    [operation('ports: ["8080"]'), 'yes'],
    [operation('ports: ["80"]'), 'no'],
    [operation('notPorts: ["8080"]'), 'no'],
    [operation('notPorts: ["80"]'), 'yes'],
    [operation('ports: ["80"], paths: ["/x"]'), 'no'],
    [operation('ports: ["8080"], paths: ["/x"]'), 'path'],
    [operation('notPaths: ["/x"]'), 'path'],
    [operation('methods: [GET], hosts: [x]'), 'host,method'],
    [operation('notMethods: [GET]'), 'method'],
    [operation('notHosts: [x]'), 'host'],
    [when('source.principal', 'values: [td/ns/web/sa/front]'), 'yes'],
    [when('source.principal'), 'no'],
    [when('source.principal', 'notValues: [x]'), 'yes'],
    [when('source.namespace', 'values: [web]'), 'yes'],
    [when('source.namespace'), 'no'],
    [when('source.serviceAccount', 'values: [web/front]'), 'yes'],
    [when('source.serviceAccount'), 'no'],
    [when('source.trustDomain', 'values: [td]'), 'yes'],
    [when('source.trustDomain', 'values: [old]'), 'yes'],
    [when('source.trustDomain'), 'no'],
    [when('destination.port', 'values: ["8080"]'), 'yes'],
    [when('destination.port', 'values: ["80"]'), 'no'],
    [when('source.ip'), 'source.ip'],
    [when('remote.ip'), 'remote.ip'],
    [when('destination.ip'), 'destination.ip'],
    [when('connection.sni'), 'connection.sni'],
    [
      when('experimental.envoy.filters.a.b[c]'),
      'experimental.envoy.filters.a.b[c]',
    ],
    [when('request.headers[x]'), 'request.headers[x]'],
    [when('request.auth.claims[x]'), 'request.auth.claims[x]'],
    [when('request.nothing'), 'no'],
    [when('xrequest.headers[x]'), 'no'],
    [when('made.up'), 'no'],
  ])('%s: %s', (rule, expected) => {
    expect(match(rule)).toBe(expected);
  });

  it.each([
    ['no rule', '', 'no'],
    ['a rule that asks for nothing', '{}', 'yes'],
    ['one rule of two', `${operation('ports: ["1"]')}, {}`, 'yes'],
    [
      'neither, and one may',
      `${operation('ports: ["1"]')}, ${operation('paths: [/x]')}`,
      'path',
    ],
    [
      'what both depend on',
      `${operation('paths: [/x]')}, ${when('source.ip')}, ${operation(
        'paths: [/y]',
      )}`,
      'path,source.ip',
    ],
    [
      'one of its sources',
      '{from: [{source: {namespaces: [pay]}}, {source: {namespaces: [web]}}]}',
      'yes',
    ],
    [
      'its source, but not its operation',
      '{from: [{source: {namespaces: [web]}}], to: [{operation: {ports: ["1"]}}]}',
      'no',
    ],
    [
      'its operation, but not its source',
      '{from: [{source: {namespaces: [pay]}}], to: [{operation: {ports: ["8080"]}}]}',
      'no',
    ],
    [
      'one of its conditions only',
      '{when: [{key: source.namespace, values: [web]}, {key: source.namespace, values: [pay]}]}',
      'no',
    ],
    [
      'an attribute that nobody knows leaves the rule out',
      '{from: [{source: {namespaces: [web]}}], when: [{key: made.up, values: [x]}]}',
      'no',
    ],
  ])('%s', (_, rules, expected) => {
    expect(match(rules)).toBe(expected);
  });

  it.each([
    ['ALLOW', operation('paths: [/x]'), 'no'],
    ['DENY', operation('paths: [/x]'), 'yes'],
    ['DENY', operation('paths: [/x], ports: ["1"]'), 'no'],
    ['ALLOW', operation('hosts: [x]'), 'no'],
    ['ALLOW', operation('notMethods: [GET]'), 'no'],
    ['ALLOW', source('requestPrincipals: ["*"]'), 'no'],
    ['DENY', source('requestPrincipals: ["*"]'), 'yes'],
    ['ALLOW', when('request.headers[x]'), 'no'],
    ['DENY', when('request.headers[x]'), 'yes'],
    ['DENY', when('made.up'), 'no'],
    ['ALLOW', operation('ports: ["8080"]'), 'yes'],
    ['ALLOW', source('namespaces: [web]'), 'yes'],
    ['ALLOW', when('source.namespace', 'values: [web]'), 'yes'],
    ['ALLOW', when('source.ip'), 'source.ip'],
  ])('where only bytes are seen, %s %s: %s', (action, rule, expected) => {
    expect(match(rule, { http: false }, action)).toBe(expected);
  });
});
