import { LossChange } from '../src/model/change';
import { ChangeStep } from './changeStep';

/** The loss that a step of a folder's change speaks of. */
export function lossOf({
  lose,
  as: mode,
}: Extract<ChangeStep, { lose: unknown }>): LossChange {
  if (mode !== 'D1') {
    if (!('cluster' in lose))
      throw new Error(
        `Only a cluster can be lost as ${mode}; name it in lose.`,
      );
    return { code: 'lose', mode, cluster: lose.cluster };
  }
  if ('cluster' in lose) {
    const { cluster } = lose;
    return { code: 'lose', mode, pods: { code: 'cluster', cluster } };
  }
  if ('locality' in lose) {
    const { locality } = lose;
    return { code: 'lose', mode, pods: { code: 'locality', locality } };
  }
  const { service, ready, in: cluster } = lose;
  return {
    code: 'lose',
    mode,
    pods: { code: 'service', service, cluster, ready },
  };
}
