import { AccessVerdict } from '../../rules/accessToPod';
import { ClusterMtls } from '../../rules/effectiveMtls';
import { TrafficShare } from '../../rules/trafficShare';
import { CallOrder } from './callOrder';

/** Where calls go, in words: clusters with their shares, by route if there are several. */
export function shareWords(share: TrafficShare): string {
  if (share.code === 'none') return WHY_NONE[share.reason];
  const routes = share.routes.map(route => {
    const byCluster = new Map<string, number>();
    for (const part of route.parts) {
      const place = part.cluster ?? 'a gateway of mesh networks';
      byCluster.set(place, (byCluster.get(place) ?? 0) + part.share);
    }
    const places = [...byCluster]
      .sort(([, a], [, b]) => b - a)
      .map(([place, part]) => `${place} ${percent(part)}`);
    const others = [
      ...(route.refused > 0
        ? [`nobody to send to ${percent(route.refused)}`]
        : []),
      ...(route.unplaced > 0 ? [`not known ${percent(route.unplaced)}`] : []),
      ...(route.answered > 0
        ? [`answered by the proxy ${percent(route.answered)}`]
        : []),
    ];
    const text = [...places, ...others].join(', ');
    return share.routes.length > 1 ? `${route.match || 'all'}: ${text}` : text;
  });
  return routes.join('; ');
}

const WHY_NONE: {
  readonly [reason in Extract<
    TrafficShare,
    { code: 'none' }
  >['reason']]: string;
} = {
  'no-proxy': 'no proxy',
  'no-control-plane': 'no control plane',
  rejected: 'not accepted by the control plane',
  'not-visible': 'does not know the service',
  'no-such-port': 'no such port',
  'no-route': 'no route',
};

/** Where calls go when hosts fail, in words: `eu-west → us-east`, and whether that is noticed. */
export function orderWords({ destinations }: CallOrder): string {
  return destinations
    .map(({ subset, stages, ejection }) => {
      const order = stages.map(places => places.join(' and ')).join(' → ');
      const name = subset === '' ? '' : `subset ${subset}: `;
      return `${name}${order || 'nobody'}, ${EJECTION[ejection.code]}`;
    })
    .join('; ');
}

const EJECTION = {
  armed: 'failing hosts are ejected',
  weak: 'only a part of the failing hosts is ejected',
  'not-armed': 'failing hosts are not noticed',
} as const;

/** Whether somebody is let in, in words. */
export function accessWords(verdict: AccessVerdict): string {
  switch (verdict.code) {
    case 'allow':
      return 'allowed';
    case 'deny':
      return 'denied';
    case 'depends':
      return `depends on ${verdict.on.join(', ')}`;
    case 'not-enforced':
      return 'allowed: no proxy enforces policies';
    default:
      return `unknown: ${verdict.reason}`;
  }
}

/** How pods accept connections, in words. */
export function mtlsWords(cluster: ClusterMtls | undefined): string {
  const modes = (cluster?.groups ?? []).flatMap(({ mode, ports }) => [
    ...(ports.length === 0 ? [mode] : []),
    ...ports.map(({ port, mode: own }) => `${port} ${own}`),
  ]);
  return [...new Set(modes)].join(', ') || 'no pods';
}

function percent(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  return `${rounded} %`;
}
