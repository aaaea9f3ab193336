import { Labels, ObjectRecord } from '../record';

/** Container `istio-proxy` of a pod: what runs there and what it claims (reference 2.4). @public */
export interface ProxyContainer {
  readonly image: string;
  /** First two arguments tell the kind: `proxy sidecar`, `proxy router`, `proxy ztunnel`, `proxy waypoint`. */
  readonly args: readonly string[];
  /** Variables the rules read, with literal values only. */
  readonly env: Labels;
  /** Where `PROXY_CONFIG` tells it to connect, e.g. `istiod-r1.istio-system.svc:15012`. */
  readonly discoveryAddress: string | undefined;
  /** It is an init container with `restartPolicy: Always`. */
  readonly native: boolean;
}

/** A Pod (reference 3.2). @public */
export interface PodRecord extends ObjectRecord {
  readonly nodeName: string;
  readonly serviceAccount: string;
  readonly hostNetwork: boolean;
  readonly phase: string;
  readonly addresses: readonly string[];
  readonly ready: boolean;
  /** Its status tells whether it is ready; an object written by hand may have none. */
  readonly reportsReady: boolean;
  /** Controller, e.g. `ReplicaSet/cart-6d5f`. */
  readonly owner: { readonly kind: string; readonly name: string } | undefined;
  /** Revision in the annotation that injection writes, `sidecar.istio.io/status`; `undefined` without such a one. */
  readonly injectedRevision: string | undefined;
  /** `undefined` for a pod without container `istio-proxy`. */
  readonly proxy: ProxyContainer | undefined;
  readonly containerPorts: readonly {
    readonly name: string;
    readonly number: number;
    readonly protocol: string;
  }[];
}
