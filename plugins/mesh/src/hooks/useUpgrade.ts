import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  UpgradeDiff,
  UpgradeQuestion,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** Two worlds are worked out and compared, which is not worth it every few seconds. In milliseconds. */
const PERIOD = 120_000;

/** What changes for whom when a control plane runs another version. */
export function useUpgrade(
  question: UpgradeQuestion,
): Live<Answered<UpgradeDiff>> {
  const mesh = useApi(meshApiRef);
  return useLive(JSON.stringify(question), () => mesh.upgrade(question), {
    periodOf: () => PERIOD,
  });
}
