import type { ClusterSpec, Engine, EngineCluster } from '../engine';
import { EmbeddedCluster } from './EmbeddedCluster';

/**
 * Serves example clusters from memory: a test double of kube-apiserver, small on purpose. What it does, it does as the real server does
 * it; the conformance suite compares both. What it does not do it refuses with 501 and says so.
 */
export class EmbeddedEngine implements Engine {
  static create(): EmbeddedEngine {
    return new EmbeddedEngine();
  }

  #clusters: readonly EmbeddedCluster[] = [];

  private constructor() {}

  async start(
    clusters: readonly ClusterSpec[],
    signal: AbortSignal,
  ): Promise<readonly EngineCluster[]> {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => void this.stop(), { once: true });
    this.#clusters = await Promise.all(clusters.map(EmbeddedCluster.start));
    if (signal.aborted) {
      await this.stop();
      signal.throwIfAborted();
    }
    return this.#clusters;
  }

  async stop(): Promise<void> {
    const clusters = this.#clusters;
    this.#clusters = [];
    await Promise.all(clusters.map(cluster => cluster.stop()));
  }
}
