import { byAge, Labels } from '../model/record';
import {
  MtlsMode,
  PeerAuthenticationRecord,
} from '../model/records/peerAuthentication';

/** Modes of a workload: one for all ports, and exceptions by number of the workload port. @public */
export interface ServerMtls {
  readonly mode: Exclude<MtlsMode, 'UNSET'>;
  readonly ports: ReadonlyMap<number, Exclude<MtlsMode, 'UNSET'>>;
  /** The policies that decided, the most general first. */
  readonly from: readonly PeerAuthenticationRecord[];
}

/**
 * Mode in which a workload accepts connections: mesh, then namespace, then workload, then port; the oldest policy of a
 * level wins and `UNSET` passes the question on. Reference 7.6.
 *
 * @public
 */
export function serverMtls(options: {
  /** Policies of the workload's namespace and of the root namespace; others are ignored. */
  readonly policies: readonly PeerAuthenticationRecord[];
  readonly rootNamespace: string;
  readonly workload: { readonly namespace: string; readonly labels: Labels };
}): ServerMtls {
  const { rootNamespace, workload } = options;
  const policies = [...options.policies].sort(byAge);
  const general = (namespace: string) =>
    policies.find(
      policy =>
        policy.namespace === namespace &&
        (policy.selector === undefined || policy.selector.size === 0),
    );
  const mesh = general(rootNamespace);
  const inRoot = workload.namespace === rootNamespace;
  const ofNamespace = inRoot ? undefined : general(workload.namespace);
  const ofWorkload = inRoot
    ? undefined
    : policies.find(
        ({ namespace, selector }) =>
          namespace === workload.namespace &&
          selector !== undefined &&
          selector.size > 0 &&
          [...selector].every(([k, v]) => workload.labels.get(k) === v),
      );
  const from = [mesh, ofNamespace, ofWorkload].filter(
    (policy): policy is PeerAuthenticationRecord => policy !== undefined,
  );
  const mode = from.reduce<ServerMtls['mode']>(
    (inherited, policy) => set(policy.mode) ?? inherited,
    'PERMISSIVE',
  );
  const ports = new Map(
    [...(ofWorkload?.ports ?? [])].map(([port, portMode]) => [
      port,
      set(portMode) ?? mode,
    ]),
  );
  return { mode, ports, from };
}

/** Mode at one workload port. @public */
export function mtlsModeAt(mtls: ServerMtls, port: number): ServerMtls['mode'] {
  return mtls.ports.get(port) ?? mtls.mode;
}

function set(mode: MtlsMode): ServerMtls['mode'] | undefined {
  return mode === 'UNSET' ? undefined : mode;
}
