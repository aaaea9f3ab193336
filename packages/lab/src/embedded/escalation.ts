import { isMap, JsonMap, listOf, mapOf, stringsOf } from './apiObject';
import type { ApiCall } from './ApiCall';
import { coversResource } from './Authorizer';
import { forbidden } from './statusError';

/**
 * Nobody hands out rights they do not have: a role may hold only rules its author is covered by (or the author may `escalate`
 * it), a binding may name only such roles (or roles the author may `bind`).
 */
export function checkEscalation(call: ApiCall, object: JsonMap): void {
  const { state, user, type, request } = call;
  const name = String(mapOf(object.metadata).name);
  const isBinding = type.plural.endsWith('bindings');
  const roleRef = mapOf(object.roleRef);
  const exempt = state.authorizer.decide(user, {
    verb: isBinding ? 'bind' : 'escalate',
    group: type.group,
    plural: isBinding ? pluralOf(roleRef) : type.plural,
    subresource: '',
    namespace: request.namespace,
    name: isBinding ? String(roleRef.name) : name,
  });
  if (exempt.allowed) {
    return;
  }
  const own = state.authorizer.rules(user, request.namespace);
  const granted = isBinding
    ? state.authorizer.rulesOfRole(roleRef, request.namespace)
    : listOf(object.rules).filter(isMap);
  const missing = granted.filter(rule => !isCovered(rule, own));
  if (missing.length > 0) {
    throw forbidden(
      type,
      name,
      `user ${JSON.stringify(user.name)} (groups=[${user.groups
        .map(group => JSON.stringify(group))
        .join(
          ' ',
        )}]) is attempting to grant RBAC permissions not currently held:\n${missing
        .map(describeRule)
        .join('\n')}`,
    );
  }
}

function pluralOf(roleRef: JsonMap): string {
  return roleRef.kind === 'ClusterRole' ? 'clusterroles' : 'roles';
}

/** Whether each single access a rule allows is allowed by one of the others. */
function isCovered(rule: JsonMap, own: readonly JsonMap[]): boolean {
  const names = stringsOf(rule.resourceNames);
  const accesses = stringsOf(rule.verbs).flatMap(verb =>
    stringsOf(rule.apiGroups).flatMap(group =>
      stringsOf(rule.resources).flatMap(resource =>
        (names.length > 0 ? names : ['']).map(name => {
          const [plural, subresource = ''] = resource.split('/');
          return { verb, group, plural, subresource, namespace: '', name };
        }),
      ),
    ),
  );
  const paths = stringsOf(rule.nonResourceURLs);
  return (
    accesses.every(access =>
      own.some(other => coversResource(other, access)),
    ) &&
    paths.every(path =>
      own.some(other =>
        stringsOf(other.nonResourceURLs).some(
          known => known === '*' || known === path,
        ),
      ),
    )
  );
}

function describeRule(rule: JsonMap): string {
  const fields = [
    ['APIGroups', 'apiGroups'],
    ['Resources', 'resources'],
    ['ResourceNames', 'resourceNames'],
    ['NonResourceURLs', 'nonResourceURLs'],
    ['Verbs', 'verbs'],
  ];
  const parts = fields
    .filter(([, field]) => stringsOf(rule[field]).length > 0)
    .map(
      ([label, field]) =>
        `${label}:[${stringsOf(rule[field])
          .map(value => JSON.stringify(value))
          .join(' ')}]`,
    );
  return `{${parts.join(', ')}}`;
}
