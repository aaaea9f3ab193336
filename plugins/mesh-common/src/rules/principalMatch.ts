/** Who a client is, as its certificate says (reference 7.1). @public */
export interface ClientIdentity {
  /** `undefined`: the trust domain of the server. */
  readonly trustDomain: string | undefined;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** An identity whose trust domain is known. @public */
export interface Principal extends ClientIdentity {
  readonly trustDomain: string;
}

/** Stands in a policy for the trust domain of the mesh, whatever its name. */
const OWN_TRUST_DOMAIN = 'cluster.local';

/** `<trust domain>/ns/<namespace>/sa/<service account>`, the form that policies name. */
export function principalText(principal: Principal): string {
  const { trustDomain, namespace, serviceAccount } = principal;
  return `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
}

/** Whether a value of `principals` names an identity. A trust domain that the mesh calls its own stands for all of them. Reference 7.7. */
export function matchesPrincipal(
  value: string,
  principal: Principal,
  ownTrustDomains: readonly string[],
): boolean {
  const text = principalText(principal);
  return withAliases(value, ownTrustDomains).some(pattern =>
    matchesText(pattern, text),
  );
}

/** Whether a value of `namespaces` names the identity's; `*` stands for anything anywhere in it, and any trust domain counts. */
export function matchesNamespace(value: string, principal: Principal): boolean {
  return matchesGlob(
    `spiffe://*/ns/${value}/*`,
    `spiffe://${principalText(principal)}`,
  );
}

/** Whether a value of `serviceAccounts`, `name` or `namespace/name`, names the identity's. Without namespace the policy's own counts. */
export function matchesServiceAccount(
  value: string,
  principal: Principal,
  policyNamespace: string,
): boolean {
  const slash = value.indexOf('/');
  const namespace = slash < 0 ? policyNamespace : value.slice(0, slash);
  const name = value.slice(slash + 1);
  return namespace === principal.namespace && name === principal.serviceAccount;
}

/** Whether a value of `trustDomains` names the identity's. */
export function matchesTrustDomain(
  value: string,
  principal: Principal,
  ownTrustDomains: readonly string[],
): boolean {
  const values = ownTrustDomains.includes(value) ? ownTrustDomains : [value];
  return values.some(pattern => matchesText(pattern, principal.trustDomain));
}

/** A text, a prefix with a trailing `*`, a suffix with a leading one, or `*` for any. */
export function matchesText(pattern: string, text: string): boolean {
  if (pattern === '*') return text !== '';
  if (pattern.startsWith('*')) return text.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1));
  return text === pattern;
}

function withAliases(
  value: string,
  ownTrustDomains: readonly string[],
): readonly string[] {
  const [trustDomain, ...rest] = value.split('/');
  const isOwn =
    trustDomain === OWN_TRUST_DOMAIN ||
    ownTrustDomains.some(own => matchesText(trustDomain, own));
  if (rest.length !== 4 || trustDomain === '*' || !isOwn) return [value];
  return ownTrustDomains.map(own =>
    trustDomain.startsWith('*') && own.endsWith(trustDomain.slice(1))
      ? value
      : [own, ...rest].join('/'),
  );
}

/** Match with `*` anywhere, in time linear in both for each `*`; a regular expression of a hostile policy would not be. */
function matchesGlob(pattern: string, text: string): boolean {
  const [head, ...parts] = pattern.split('*');
  const tail = parts.pop();
  if (tail === undefined) return text === pattern;
  if (!text.startsWith(head)) return false;
  let from = head.length;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - from >= tail.length && text.endsWith(tail);
}
