import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { ApiClient } from './ApiClient';
import { KubernetesObject } from './kubernetesObject';
import { LabCluster } from './LabCluster';

const PERIOD_MS = 200;

/** What of an Istio decides about mesh config. */
interface Istio extends KubernetesObject {
  readonly spec: {
    readonly namespace?: string;
    readonly values?: {
      readonly meshConfig?: { readonly caCertificates?: unknown };
    };
  };
  readonly status?: { readonly activeRevisionName?: string };
}

/**
 * Plays the part of the Sail operator that changes of trust need: the roots in the values of an Istio become those of the mesh config of
 * its revision. The lab runs no operator.
 */
export class SailOperator {
  static create(clusters: readonly LabCluster[]): SailOperator {
    return new SailOperator(
      clusters.filter(({ crds }) => crds.includes('sail')),
    );
  }

  private constructor(private readonly clusters: readonly LabCluster[]) {}

  /** Renders again and again until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // A server that is away for a moment is asked again.
      await this.render().catch(() => {});
      // Ended early when the lab ends, which is no error.
      await delay(PERIOD_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Renders every Istio of every cluster. */
  async render(): Promise<void> {
    await Promise.all(
      this.clusters.map(async ({ admin }) => {
        const istios = await admin.list({
          apiVersion: 'sailoperator.io/v1',
          kind: 'Istio',
        });
        for (const istio of istios) await render(admin, istio as Istio);
      }),
    );
  }
}

async function render(admin: ApiClient, istio: Istio): Promise<void> {
  const { spec, status, metadata } = istio;
  const revision = status?.activeRevisionName ?? metadata.name;
  const address = {
    name: revision === 'default' ? 'istio' : `istio-${revision}`,
    namespace: spec.namespace ?? 'istio-system',
  };
  const kind = { apiVersion: 'v1', kind: 'ConfigMap' };
  const config = await admin.get({ ...kind, ...address });
  const { mesh } = (config?.data ?? {}) as { readonly mesh?: string };
  if (mesh === undefined) return;
  const { caCertificates, ...rest } = parse(mesh);
  const wanted = spec.values?.meshConfig?.caCertificates;
  if (isDeepStrictEqual(caCertificates, wanted)) return;
  const data = { mesh: stringify({ ...rest, caCertificates: wanted }) };
  await admin.apply({ ...kind, metadata: address, data }, 'sail-operator');
}
