import { Principal } from './principalMatch';

/** Name in the certificate of a workload. Reference 7.1. */
export function spiffeId(principal: Principal): string {
  const { trustDomain, namespace, serviceAccount } = principal;
  const domain = trustDomain.replaceAll('@', '.');
  return `spiffe://${domain}/ns/${namespace}/sa/${serviceAccount}`;
}
