import {
  AuthorizationAction,
  AuthorizationCondition,
  AuthorizationOperation,
  AuthorizationPolicyRecord,
  AuthorizationRule,
  AuthorizationSource,
  ValueMatch,
} from '../model/records/authorizationPolicy';
import { parseBool } from '../model/parseBool';
import { decoder } from './decoder';
import { Field } from './field';
import { decodeLabels } from './metadata';

const DRY_RUN = 'istio.io/dry-run';

/** Attributes whose values a caller sends with its request. */
const OF_REQUEST = /^(request\.|experimental\.)/;

/** Decoder of AuthorizationPolicies. @public */
export const decodeAuthorizationPolicy = decoder<AuthorizationPolicyRecord>(
  (object, metadata) => {
    const spec = object.get('spec');
    const selector = decodeLabels(spec.get('selector').get('matchLabels'));
    const single = spec.get('targetRef');
    const targets = [
      ...(single.present ? [single] : []),
      ...spec.get('targetRefs').items(),
    ];
    return {
      ...metadata,
      action: decodeAction(spec.get('action')),
      // An empty selector selects the whole namespace, like none.
      selector: selector.size === 0 ? undefined : selector,
      targets: targets.map(target => ({
        group: target.get('group').textOr(''),
        kind: target.get('kind').textOr(''),
        name: target.get('name').textOr(''),
      })),
      provider: spec.get('provider').get('name').text() || undefined,
      dryRun: parseBool(metadata.annotations.get(DRY_RUN)) === true,
      rules: spec
        .get('rules')
        .items()
        .filter(rule => rule.present)
        .map(decodeRule),
    };
  },
);

function decodeAction(field: Field): AuthorizationAction {
  const action = field.textOr('ALLOW');
  switch (action) {
    case 'ALLOW':
    case 'DENY':
    case 'AUDIT':
    case 'CUSTOM':
      return action;
    default:
      throw field.malformed('must be ALLOW, DENY, AUDIT or CUSTOM');
  }
}

function decodeRule(rule: Field): AuthorizationRule {
  return {
    from: rule
      .get('from')
      .items()
      .map(item => decodeSource(item.get('source'))),
    to: rule
      .get('to')
      .items()
      .map(item => decodeOperation(item.get('operation'))),
    when: rule.get('when').items().flatMap(decodeCondition),
  };
}

function decodeSource(source: Field): AuthorizationSource {
  return {
    principals: decodeMatch(source, 'principals', 'notPrincipals'),
    namespaces: decodeMatch(source, 'namespaces', 'notNamespaces'),
    serviceAccounts: decodeMatch(
      source,
      'serviceAccounts',
      'notServiceAccounts',
    ),
    trustDomains: decodeMatch(source, 'trustDomains', 'notTrustDomains'),
    requestPrincipals: decodeMatch(
      source,
      'requestPrincipals',
      'notRequestPrincipals',
    ),
    ipBlocks: decodeMatch(source, 'ipBlocks', 'notIpBlocks'),
    remoteIpBlocks: decodeMatch(source, 'remoteIpBlocks', 'notRemoteIpBlocks'),
  };
}

function decodeOperation(operation: Field): AuthorizationOperation {
  return {
    ports: decodeMatch(operation, 'ports', 'notPorts'),
    hosts: decodeMatch(operation, 'hosts', 'notHosts'),
    methods: decodeMatch(operation, 'methods', 'notMethods'),
    paths: decodeMatch(operation, 'paths', 'notPaths'),
  };
}

/** Istio drops a condition that asks for nothing. */
function decodeCondition(field: Field): readonly AuthorizationCondition[] {
  const key = field.get('key').textOr('');
  const { values, notValues } = decodeMatch(field, 'values', 'notValues');
  if (values.length === 0 && notValues.length === 0) return [];
  return OF_REQUEST.test(key)
    ? [{ key, values: [], notValues: [] }]
    : [{ key, values, notValues }];
}

function decodeMatch(field: Field, yes: string, no: string): ValueMatch {
  return { values: field.get(yes).texts(), notValues: field.get(no).texts() };
}
