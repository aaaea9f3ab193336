import type { ClusterSpec, EngineCluster } from '../engine';
import type { FaultFor, LoggedRequest } from '../requests';
import { ApiServer } from './ApiServer';
import { bootstrapObjects } from './bootstrapObjects';
import { ClusterState, createClusterState } from './ClusterState';
import { crdsOf } from './crdBundles';
import { installObjects } from './installObjects';

/** A cluster served by the embedded engine. */
export class EmbeddedCluster implements EngineCluster {
  static async start(spec: ClusterSpec): Promise<EmbeddedCluster> {
    const state = createClusterState(spec);
    const crds = await Promise.all(spec.crds.map(crdsOf));
    installObjects(state, [...bootstrapObjects(), ...crds.flat()]);
    const server = ApiServer.create(state);
    const port = await server.listen(0);
    return new EmbeddedCluster(state, server, port);
  }

  readonly name: string;
  readonly url: string;
  readonly #state: ClusterState;
  readonly #server: ApiServer;
  readonly #port: number;

  private constructor(state: ClusterState, server: ApiServer, port: number) {
    this.name = state.spec.name;
    this.url = `https://127.0.0.1:${port}`;
    this.#state = state;
    this.#server = server;
    this.#port = port;
  }

  async expireWatches(): Promise<void> {
    this.#state.store.expire();
    this.#server.endWatches();
  }

  takeLog(): readonly LoggedRequest[] {
    return this.#server.takeLog();
  }

  interpose(faultFor: FaultFor): void {
    this.#server.interpose(faultFor);
  }

  async restart(): Promise<void> {
    await this.#server.close();
    await this.#server.listen(this.#port);
  }

  async stop(): Promise<void> {
    await this.#server.close();
  }
}
