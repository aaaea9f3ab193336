import { once } from 'node:events';
import { ClusterDescription, describeCluster } from './commands';
import { CONTROL_PORT, ControlServer } from './ControlServer';
import { createEngine, EngineName } from './engines';
import { loadFleet } from './fleet/loadFleet';
import { freePort } from './freePort';
import { Lab } from './Lab';
import { LabState } from './LabState';
import { SailOperator } from './SailOperator';

/** A lab for people: fixed ports, control server and configuration file. */
export interface ServeLabOptions {
  readonly engine: EngineName;
  /** Folder with a `fleet.yaml`. */
  readonly clustersDir: string;
  /** Folder for the configuration and the tokens. */
  readonly stateDir: string;
  readonly signal: AbortSignal;
  readonly onReady: (clusters: readonly ClusterDescription[]) => void;
}

/** Port of the first cluster. */
const FIRST_CLUSTER_PORT = 7100;

/** Serves a fleet until the signal is aborted or a client asks for the end. */
export async function serveLab(options: ServeLabOptions): Promise<void> {
  const { signal } = options;
  const fleet = await loadFleet(options.clustersDir);
  if ((await freePort(CONTROL_PORT)) !== CONTROL_PORT) {
    throw new Error(
      `Port ${CONTROL_PORT} is taken, so a lab may be running. Stop it with: npm run lab -- stop`,
    );
  }
  const lab = await Lab.start({
    engine: createEngine(options.engine),
    fleet,
    firstPort: FIRST_CLUSTER_PORT,
    signal,
  });
  const asked = new AbortController();
  const state = LabState.create(lab, options.stateDir);
  let control: ControlServer | undefined;
  try {
    await state.write();
    control = await ControlServer.start({
      lab,
      state,
      port: CONTROL_PORT,
      onStop: () => asked.abort(),
    });
    const end = AbortSignal.any([signal, asked.signal]);
    void SailOperator.create(lab.clusters).run(end);
    options.onReady(lab.clusters.map(describeCluster));
    if (!end.aborted) {
      await once(end, 'abort');
    }
  } finally {
    await control?.stop();
    await lab.stop();
  }
}
