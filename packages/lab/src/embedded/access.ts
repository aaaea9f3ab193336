import type { User } from './Authenticator';
import type { ClusterState } from './ClusterState';
import { keyOf } from './ObjectStore';
import type { ResourceRequest } from './requestInfo';
import { parseFieldSelector } from './selectors';
import { qualifiedPlural, StatusError } from './statusError';

/** What of a request, besides its URL path, decides whether it is allowed. */
export interface AccessContext {
  readonly query: URLSearchParams;
  readonly header: (name: string) => string;
}

/** Rights are checked before anything else, so that nobody learns what exists from how a refusal reads. */
export function authorize(
  state: ClusterState,
  user: User,
  request: ResourceRequest,
  http: AccessContext,
  verb: string,
): void {
  const { group, plural, subresource, namespace } = request;
  const name = request.name || selectedName(verb, http.query);
  const asked = namespaceOfAccess(request);
  const allows = (wanted: string) =>
    state.authorizer.decide(user, {
      verb: wanted,
      group,
      plural,
      subresource,
      namespace: asked,
      name,
    }).allowed;
  if (!allows(verb)) {
    throw accessForbidden(user, { ...request, namespace: asked, name }, verb);
  }
  const applies =
    verb === 'patch' && /apply-patch/.test(http.header('content-type'));
  const exists =
    state.store.get(
      qualifiedPlural({ group, plural, kind: '' }),
      keyOf(namespace, name),
    ) !== undefined;
  if (applies && !exists && !subresource && !allows('create')) {
    throw accessForbidden(
      user,
      { ...request, namespace: asked, name },
      'create',
    );
  }
}

/** Rights to a Namespace may come from a Role inside it. */
function namespaceOfAccess({
  group,
  plural,
  namespace,
  name,
}: ResourceRequest): string {
  return group === '' && plural === 'namespaces' ? name : namespace;
}

/** `fieldSelector=metadata.name=x` makes a list or watch one of a single name. */
function selectedName(verb: string, query: URLSearchParams): string {
  const text = query.get('fieldSelector') ?? '';
  if (
    !['list', 'watch', 'deletecollection'].includes(verb) ||
    !text.includes('metadata.name=')
  ) {
    return '';
  }
  const fields = text.split(',').map(term => term.split(/!?=/)[0]);
  return parseFieldSelector(text, fields).name ?? '';
}

function accessForbidden(
  user: User,
  request: ResourceRequest,
  verb: string,
): StatusError {
  const { group, plural, subresource, namespace, name } = request;
  const resource = subresource ? `${plural}/${subresource}` : plural;
  const subject = qualifiedPlural({ group, plural, kind: '' });
  const scope = namespace
    ? `in the namespace ${JSON.stringify(namespace)}`
    : 'at the cluster scope';
  return new StatusError({
    code: 403,
    reason: 'Forbidden',
    message: `${subject}${
      name && ` ${JSON.stringify(name)}`
    } is forbidden: User ${JSON.stringify(
      user.name,
    )} cannot ${verb} resource ${JSON.stringify(
      resource,
    )} in API group ${JSON.stringify(group)} ${scope}`,
    details: { ...(name && { name }), ...(group && { group }), kind: plural },
  });
}

/** 403 for a URL that is no resource. */
export function authorizePath(
  state: ClusterState,
  user: User,
  path: string,
  method: string,
): void {
  const verb = method.toLowerCase();
  if (!state.authorizer.decide(user, { verb, path }).allowed) {
    throw new StatusError({
      code: 403,
      reason: 'Forbidden',
      message: `forbidden: User ${JSON.stringify(
        user.name,
      )} cannot ${verb} path ${JSON.stringify(path)}`,
      details: {},
    });
  }
}
