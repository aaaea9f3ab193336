import {
  Answered,
  CallablePort,
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
  /** Ports that callers may call. */
  readonly ports: readonly CallablePort[];
  /** The one that is asked for; `undefined` if there is none. */
  readonly port: CallablePort | undefined;
  readonly outcome: LossOutcome;
}

/**
 * Asks what if in the browser, of the losses and the port in the page address; of the first port if it names none of them. The snapshot is rebuilt only when it comes anew, so that another loss is
 * another question and nothing else.
 */
export function useWhatIf(
  { value, gaps }: Answered<ServiceSnapshot>,
  lost: string,
  portNumber: string | null,
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
  const ports = useMemo(() => whatIf.ports(service), [whatIf, service]);
  const port =
    ports.find(({ number }) => String(number) === portNumber) ?? ports.at(0);
  const outcome = useMemo(
    () => whatIf.ask({ service, losses, ...(port && { port: port.number }) }),
    [whatIf, service, losses, port],
  );
  return { choices, losses, ports, port, outcome };
}
