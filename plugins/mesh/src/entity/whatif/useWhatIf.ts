import {
  Answered,
  FleetLoss,
  LossChoices,
  lossChoices,
  LossOutcome,
  ServiceSnapshot,
  snapshotFromWire,
  WhatIf,
} from '@meshwise/backstage-plugin-mesh-common';
import { useMemo } from 'react';
import { lossesOfParam } from './lostParam';

/** What the records of a service say of losses. */
export interface WhatIfAnswer {
  readonly choices: LossChoices;
  readonly losses: readonly FleetLoss[];
  readonly outcome: LossOutcome;
}

/**
 * Asks what if in the browser, of the losses in the page address. The snapshot is rebuilt only when it comes anew, so that another loss is
 * another question and nothing else.
 */
export function useWhatIf(
  { value, gaps }: Answered<ServiceSnapshot>,
  lost: string,
): WhatIfAnswer {
  const { service, callers } = value;
  const { whatIf, choices } = useMemo(() => {
    const snapshot = snapshotFromWire(value.snapshot);
    return {
      choices: lossChoices(snapshot, callers),
      whatIf: WhatIf.create({
        snapshot,
        callers: () => ({ value: callers, gaps }),
      }),
    };
  }, [value.snapshot, callers, gaps]);
  const losses = useMemo(() => lossesOfParam(lost), [lost]);
  const outcome = useMemo(
    () => whatIf.ask({ service, losses }),
    [whatIf, service, losses],
  );
  return { choices, losses, outcome };
}
