import { Finding } from '@meshwise/backstage-plugin-mesh-common';

/** Whether a finding contains every word of a filter: in its code, its subject, its clusters or its message. */
export function matchesFilter(
  { code, message, subject, severity }: Finding,
  filter: string,
): boolean {
  const { kind, namespace, name, clusters } = subject;
  const text = [
    severity,
    code,
    kind,
    `${namespace}/${name}`,
    ...clusters,
    message,
  ]
    .join(' ')
    .toLowerCase();
  const words = filter.toLowerCase().split(/\s+/);
  return words.every(word => text.includes(word));
}
