/** Names of groups as the catalog allows them, which are also values that Kubernetes allows for labels. */
const GROUP_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Whether a text can be the name of a tenant. */
export function isTenantName(text: string): boolean {
  return GROUP_NAME.test(text);
}

/** The name as part of the name of an object. What is not the same letter by letter gets a mark, so that two tenants never share one. */
export function tenantSlug(tenant: string): string {
  const slug = tenant.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
  return slug === tenant ? slug : `${slug}-${mark(tenant)}`;
}

/** FNV-1a: tells names apart, and is no protection against anybody. */
function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (const letter of text) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
