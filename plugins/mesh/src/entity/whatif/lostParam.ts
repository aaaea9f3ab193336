import { FleetLoss } from '@meshwise/backstage-plugin-mesh-common';

/**
 * Losses in the page address: names of clusters, and `gateways:CLUSTER`, `place:REGION/ZONE` and `istiod:CLUSTER/NAMESPACE/DEPLOYMENT`,
 * separated by commas. What is not understood is ignored.
 */
export function lossesOfParam(param: string): readonly FleetLoss[] {
  return param.split(',').flatMap(token => lossOfToken(token) ?? []);
}

/** The token of a loss; losses that cannot be chosen have none. */
export function tokenOfLoss(loss: FleetLoss): string | undefined {
  switch (loss.code) {
    case 'cluster':
      return escape(loss.cluster);
    case 'gateways':
      return `gateways:${escape(loss.cluster)}`;
    case 'locality':
      return `place:${loss.locality.split('/').map(escape).join('/')}`;
    case 'control-plane': {
      const { cluster, namespace, deployment } = loss.controlPlane;
      return `istiod:${[cluster, namespace, deployment].map(escape).join('/')}`;
    }
    default:
      return undefined;
  }
}

function lossOfToken(token: string): FleetLoss | undefined {
  const [, kind, rest] =
    /^(?:(gateways|place|istiod):)?([^:]+)$/.exec(token) ?? [];
  const names = rest?.split('/').map(unescape);
  if (!names || names.includes(undefined)) return undefined;
  const [first = '', namespace = '', deployment = '', ...more] = names;
  switch (kind) {
    case 'place':
      return { code: 'locality', locality: names.join('/') };
    case 'istiod':
      return namespace === '' || deployment === '' || more.length > 0
        ? undefined
        : {
            code: 'control-plane',
            controlPlane: { cluster: first, namespace, deployment },
          };
    default:
      if (names.length > 1) return undefined;
      return {
        code: kind === 'gateways' ? 'gateways' : 'cluster',
        cluster: first,
      };
  }
}

const escape = (name: string) => encodeURIComponent(name);

function unescape(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
