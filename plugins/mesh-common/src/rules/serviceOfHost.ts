import { ServiceRef } from '../model/refs';

/** The Kubernetes Service that a full host names; `undefined` for other hosts and for wildcards. Reference 0.1. */
export function serviceOfHost(
  host: string,
  domain: string,
): ServiceRef | undefined {
  const suffix = `.svc.${domain}`;
  if (!host.endsWith(suffix) || host.startsWith('*')) return undefined;
  const [name, namespace, ...rest] = host.slice(0, -suffix.length).split('.');
  return name && namespace && rest.length === 0
    ? { namespace, name }
    : undefined;
}
