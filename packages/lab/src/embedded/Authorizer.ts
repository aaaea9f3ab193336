import type { User } from './Authenticator';
import {
  ApiObject,
  isMap,
  JsonMap,
  listOf,
  mapOf,
  stringsOf,
} from './apiObject';
import { keyOf, ObjectStore } from './ObjectStore';

/** What somebody wants to do with a resource. */
export interface ResourceAccess {
  readonly verb: string;
  readonly group: string;
  readonly plural: string;
  readonly subresource: string;
  /** Empty at the cluster scope. */
  readonly namespace: string;
  /** Empty for collections that no field selector narrows to one name. */
  readonly name: string;
}

/** What somebody wants to do with a URL that is no resource. */
export interface PathAccess {
  readonly verb: string;
  readonly path: string;
}

export type Decision =
  | { readonly allowed: true; readonly reason: string }
  | { readonly allowed: false };

/** A rule that holds for a user, and where it comes from. */
interface Grant {
  readonly rule: JsonMap;
  readonly reason: string;
}

const RBAC = 'rbac.authorization.k8s.io';

/** Role-based access control, from the roles and bindings that are stored at this moment. */
export class Authorizer {
  static create(store: ObjectStore): Authorizer {
    return new Authorizer(store);
  }

  readonly #store: ObjectStore;

  private constructor(store: ObjectStore) {
    this.#store = store;
  }

  decide(user: User, access: ResourceAccess | PathAccess): Decision {
    if (user.groups.includes('system:masters')) {
      return { allowed: true, reason: '' };
    }
    const covers = (rule: JsonMap) =>
      'path' in access
        ? coversPath(rule, access)
        : coversResource(rule, access);
    const namespace = 'path' in access ? '' : access.namespace;
    for (const { rule, reason } of this.#grants(user, namespace)) {
      if (covers(rule)) {
        return { allowed: true, reason };
      }
    }
    return { allowed: false };
  }

  /** All rules that hold for a user in a namespace. */
  rules(user: User, namespace: string): readonly JsonMap[] {
    const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
    return user.groups.includes('system:masters')
      ? [everything, { verbs: ['*'], nonResourceURLs: ['*'] }]
      : [...this.#grants(user, namespace)].map(({ rule }) => rule);
  }

  /** The rules of the role a binding refers to. */
  rulesOfRole(roleRef: JsonMap, namespace: string): readonly JsonMap[] {
    const clusterRole = roleRef.kind === 'ClusterRole';
    const role = this.#store.get(
      clusterRole ? `clusterroles.${RBAC}` : `roles.${RBAC}`,
      keyOf(clusterRole ? '' : namespace, String(roleRef.name)),
    );
    return listOf(role?.rules).filter(isMap);
  }

  *#grants(user: User, namespace: string): Iterable<Grant> {
    for (const [, binding] of this.#store.list(`clusterrolebindings.${RBAC}`)) {
      yield* this.#grantsOf(binding, user, '');
    }
    if (namespace) {
      for (const [, binding] of this.#store.list(`rolebindings.${RBAC}`)) {
        if (binding.metadata.namespace === namespace) {
          yield* this.#grantsOf(binding, user, namespace);
        }
      }
    }
  }

  *#grantsOf(
    binding: ApiObject,
    user: User,
    namespace: string,
  ): Iterable<Grant> {
    const subject = listOf(binding.subjects)
      .filter(isMap)
      .find(candidate => isSubject(candidate, user, namespace));
    if (!subject) {
      return;
    }
    const roleRef = mapOf(binding.roleRef);
    const { name } = binding.metadata;
    const bindingName = namespace ? `${name}/${namespace}` : name;
    const reason = `RBAC: allowed by ${binding.kind} ${quote(bindingName)} of ${
      roleRef.kind
    } ${quote(roleRef.name)} to ${describeSubject(subject)}`;
    for (const rule of this.rulesOfRole(roleRef, namespace)) {
      yield { rule, reason };
    }
  }
}

function isSubject(subject: JsonMap, user: User, namespace: string): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return user.groups.includes(String(subject.name));
    case 'ServiceAccount':
      return (
        user.name ===
        `system:serviceaccount:${subject.namespace ?? namespace}:${
          subject.name
        }`
      );
    default:
      return false;
  }
}

function describeSubject({ kind, name, namespace }: JsonMap): string {
  return `${kind} ${quote(
    kind === 'ServiceAccount' ? `${name}/${namespace}` : name,
  )}`;
}

function quote(value: unknown): string {
  return JSON.stringify(value);
}

/** Whether one rule of a role allows an access to a resource. */
export function coversResource(rule: JsonMap, access: ResourceAccess): boolean {
  const { verb, group, plural, subresource, name } = access;
  const resource = subresource ? `${plural}/${subresource}` : plural;
  const resources = stringsOf(rule.resources);
  const names = stringsOf(rule.resourceNames);
  return (
    hasOrAll(rule.verbs, verb) &&
    hasOrAll(rule.apiGroups, group) &&
    (resources.includes('*') ||
      resources.includes(resource) ||
      (subresource !== '' && resources.includes(`*/${subresource}`))) &&
    (names.length === 0 || (name !== '' && names.includes(name)))
  );
}

function coversPath(rule: JsonMap, { verb, path }: PathAccess): boolean {
  return (
    hasOrAll(rule.verbs, verb) &&
    stringsOf(rule.nonResourceURLs).some(
      pattern =>
        pattern === path ||
        (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1))),
    )
  );
}

function hasOrAll(list: JsonMap[string], value: string): boolean {
  const values = stringsOf(list);
  return values.includes('*') || values.includes(value);
}
