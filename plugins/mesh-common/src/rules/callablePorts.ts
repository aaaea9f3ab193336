import { Rule } from '../model/rule';
import { calledService } from './calledService';
import { CallQuestion } from './callTarget';

/** Port of a service that callers may ask for. @public */
export interface CallablePort {
  readonly number: number;
  readonly name: string;
}

/** Ports of a service that a client may call through its sidecar: all but those of UDP, in the order of the service. Reference 5.9. */
export const callablePorts: Rule<
  Pick<CallQuestion, 'client' | 'service'>,
  readonly CallablePort[]
> = {
  source: '5.9',
  ask: (mesh, { client, service }) =>
    (calledService(mesh, client, service)?.ports ?? []).flatMap(
      ({ number, name, protocol }) =>
        protocol === 'udp' ? [] : [{ number, name }],
    ),
};
