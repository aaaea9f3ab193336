import { resolve } from 'node:path';
import { CRD_BUNDLES, CrdBundle, Engine } from './engine';
import { createEngine, EngineName } from './engines';
import { RootSpec } from './fleet/fleetFile';
import { Fleet, loadFleet } from './fleet/loadFleet';
import { KubernetesObject } from './kubernetesObject';
import { Lab } from './Lab';
import { LabState } from './LabState';

/** A cluster of a test, described in place. */
export interface InlineCluster {
  readonly name: string;
  /** Manifests as in `examples/clusters`: Deployments get pods, Services get EndpointSlices, placeholders are filled in. */
  readonly objects: readonly KubernetesObject[];
  /** All bundles without it. */
  readonly crds?: readonly CrdBundle[];
}

/** A lab for tests. */
export interface StartLabOptions {
  /** `embedded` without it. */
  readonly engine?: EngineName | Engine;
  /** Clusters described in place; the example fleet without them. */
  readonly inline?: {
    readonly clusters: readonly InlineCluster[];
    readonly roots?: Readonly<Record<string, RootSpec>>;
  };
  /** Folder with a `fleet.yaml`, instead of the example fleet. */
  readonly clustersDir?: string;
  /** Names of the clusters to start; all of the fleet without it. */
  readonly clusters?: readonly string[];
  /** Folder for the Backstage configuration and the tokens; none is written without it. */
  readonly stateDir?: string;
  readonly signal?: AbortSignal;
}

/** The example fleet of the repository. */
const EXAMPLE_CLUSTERS = resolve(__dirname, '../../../examples/clusters');

/**
 * Starts clusters for a test, on free ports and without a control server.
 *
 * @example
 * ```ts
 * const lab = await startLab({ inline: { clusters: [{ name: 'east', objects }] } });
 * const { url, caCertificate, tokens } = lab.cluster('east');
 * await lab.cluster('east').kill();
 * await lab.stop();
 * ```
 */
export async function startLab(options: StartLabOptions = {}): Promise<Lab> {
  const { engine = 'embedded', stateDir } = options;
  const lab = await Lab.start({
    engine: typeof engine === 'string' ? createEngine(engine) : engine,
    fleet: choose(await fleetOf(options), options.clusters),
    signal: options.signal ?? new AbortController().signal,
  });
  if (stateDir) {
    await LabState.create(lab, stateDir).write();
  }
  return lab;
}

async function fleetOf(options: StartLabOptions): Promise<Fleet> {
  const { inline, clustersDir = EXAMPLE_CLUSTERS } = options;
  if (!inline) {
    return loadFleet(clustersDir);
  }
  return {
    roots: new Map(Object.entries(inline.roots ?? {})),
    clusters: inline.clusters.map(
      ({ name, objects, crds = CRD_BUNDLES }, index) => ({
        name,
        title: name,
        crds,
        objects,
        podCidr: `10.${index + 10}.0.0/16`,
        serviceCidr: `10.${index + 110}.0.0/16`,
      }),
    ),
    listed: [],
  };
}

function choose(fleet: Fleet, names: readonly string[] | undefined): Fleet {
  if (!names) {
    return fleet;
  }
  return {
    ...fleet,
    clusters: names.map(name => {
      const cluster = fleet.clusters.find(item => item.name === name);
      if (!cluster) {
        throw new Error(
          `The fleet has no cluster ${name}; it has ${fleet.clusters
            .map(item => item.name)
            .join(', ')}`,
        );
      }
      return cluster;
    }),
  };
}
