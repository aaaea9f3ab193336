import { minorOf } from '@meshwise/backstage-plugin-mesh-common';

/** Proxies may be as old as one minor version less than their control plane (reference 10, G0.1). */
const ALLOWED = 1;

/** How the version of proxies stands to that of their control plane. `unknown`: one of them is no version of Istio 1. */
export type ProxySkew =
  | { readonly code: 'fine' | 'newer' | 'unknown' }
  | { readonly code: 'older'; readonly minors: number };

/** Whether a control plane and its proxies may be together. */
export function proxySkew(
  controlPlane: string | undefined,
  proxy: string | undefined,
): ProxySkew {
  const [own, theirs] = [minorOf(controlPlane), minorOf(proxy)];
  if (own === undefined || theirs === undefined) return { code: 'unknown' };
  if (theirs > own) return { code: 'newer' };
  const minors = own - theirs;
  return minors > ALLOWED ? { code: 'older', minors } : { code: 'fine' };
}
