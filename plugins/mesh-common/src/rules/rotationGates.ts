import { Mesh } from '../model/mesh';
import { ClusterName, Instant } from '../model/refs';
import { RotationPlace } from './rotationRoots';
import { TrustParty } from './trustParties';

/** Something that must hold in every cluster before the next stage may begin anywhere (reference 7.4). @public */
export interface RotationGate {
  /** The stage that it guards. */
  readonly before: 'S2' | 'S3';
  readonly code: 'bundles' | 'signing' | 'workloads' | 'control-planes';
  readonly state: 'passed' | 'open' | 'unknown';
  /** What is missing, or why that is not known; what was seen, if it is passed. */
  readonly message: string;
  readonly clusters: readonly ClusterName[];
}

/** How long a workload may live with its last certificate, and therefore with the roots it came with: 24 hours unless configured otherwise. */
const LEAF_TTL = 24 * 60 * 60 * 1000;

type Verdict = Pick<RotationGate, 'state' | 'message' | 'clusters'>;

/** What a gate looks at. */
export interface GateInput {
  readonly parties: readonly TrustParty[];
  readonly places: readonly RotationPlace[];
  /** When the present stage was reached everywhere; `undefined` if nobody knows. */
  readonly since: Instant | undefined;
  readonly now: Instant;
}

/** The gates before signing with the new root, and before dropping the old one. */
export function rotationGates(
  mesh: Mesh,
  input: GateInput,
): readonly RotationGate[] {
  const bundles = bundlesGate(input);
  const workloads = workloadsGate(mesh, input);
  return [
    { before: 'S2', code: 'bundles', ...bundles },
    { before: 'S2', code: 'workloads', ...workloads },
    { before: 'S2', code: 'control-planes', ...controlPlanesGate(mesh, input) },
    { before: 'S3', code: 'bundles', ...bundles },
    { before: 'S3', code: 'signing', ...SIGNING },
    { before: 'S3', code: 'workloads', ...workloads },
  ];
}

const SIGNING: Verdict = {
  state: 'unknown',
  message:
    'Which root signs is not public; look at the issuer of a certificate that was made lately.',
  clusters: [],
};

function bundlesGate({ parties, places }: GateInput): Verdict {
  const lacking = places.filter(({ holds }) => holds !== 'both');
  if (lacking.length > 0)
    return {
      state: 'open',
      message: `${lacking.length} of ${places.length} namespaces do not hold both roots.`,
      clusters: clustersOf(lacking),
    };
  const unseen = parties.filter(({ known }) => !known);
  if (unseen.length > 0)
    return {
      state: 'unknown',
      message: 'The roots of some clusters cannot be seen completely.',
      clusters: clustersOf(unseen),
    };
  return {
    state: 'passed',
    message: `All ${places.length} namespaces hold both roots.`,
    clusters: [],
  };
}

/** Workloads learn of roots with their next certificate, or when they start. */
function workloadsGate(
  mesh: Mesh,
  { parties, since, now }: GateInput,
): Verdict {
  if (since === undefined)
    return {
      state: 'unknown',
      message: 'Nobody knows since when all namespaces are like this.',
      clusters: [],
    };
  if (now - since >= LEAF_TTL)
    return {
      state: 'passed',
      message: 'Every workload has renewed its certificate since then.',
      clusters: [],
    };
  const older = olderPods(mesh, parties, since);
  const blind = blindClusters(mesh, parties);
  if (older.length > 0)
    return {
      state: 'open',
      message: `${older.length} pods started before and have not renewed their certificate for sure; wait until 24 hours have passed, or restart them.`,
      clusters: clustersOf(older),
    };
  return blind.length > 0
    ? {
        state: 'unknown',
        message: 'The pods of some clusters cannot be seen completely.',
        clusters: blind,
      }
    : {
        state: 'passed',
        message: 'All workloads started since then.',
        clusters: [],
      };
}

/** An istiod loads another root when it starts; that it did so while running is only in its log. */
function controlPlanesGate(mesh: Mesh, { parties, since }: GateInput): Verdict {
  const homes = clustersOf(
    parties.flatMap(({ controlPlanes }) => controlPlanes),
  );
  if (since === undefined)
    return {
      state: 'unknown',
      message: 'Nobody knows since when all namespaces are like this.',
      clusters: [],
    };
  const pods = homes.flatMap(cluster =>
    mesh
      .list(cluster, 'Pod')
      .filter(({ labels }) => labels.get('app') === 'istiod')
      .map(({ created }) => ({ cluster, created })),
  );
  const unseen = homes.filter(
    cluster =>
      mesh.sight(cluster, 'Pod') !== 'full' ||
      !pods.some(pod => pod.cluster === cluster),
  );
  if (unseen.length > 0)
    return {
      state: 'unknown',
      message: 'The pods of some control planes cannot be seen.',
      clusters: unseen,
    };
  const older = pods.filter(({ created }) => created < since);
  return older.length > 0
    ? {
        state: 'unknown',
        message: `${older.length} pods of control planes started before; whether they have loaded the roots is in their log.`,
        clusters: clustersOf(older),
      }
    : {
        state: 'passed',
        message: 'All control planes started since then.',
        clusters: [],
      };
}

function olderPods(
  mesh: Mesh,
  parties: readonly TrustParty[],
  since: Instant,
): readonly { readonly cluster: ClusterName }[] {
  return clustersOf(parties).flatMap(cluster =>
    mesh
      .list(cluster, 'Pod')
      .filter(({ proxy, created }) => proxy && created < since)
      .map(() => ({ cluster })),
  );
}

function blindClusters(
  mesh: Mesh,
  parties: readonly TrustParty[],
): readonly ClusterName[] {
  return clustersOf(parties).filter(
    cluster => mesh.sight(cluster, 'Pod') !== 'full',
  );
}

function clustersOf(
  items: readonly { readonly cluster: ClusterName }[],
): readonly ClusterName[] {
  return [...new Set(items.map(({ cluster }) => cluster))].sort();
}
