import { ServiceAccessView } from '@meshwise/backstage-plugin-mesh-common';
import { State } from '../../state/State';

/** A verdict about a client, with or without mutual TLS. */
export type ShownVerdict = ServiceAccessView['plaintext'][number]['verdict'];

const STATES: { readonly [code in ShownVerdict['code']]: State } = {
  allow: 'healthy',
  deny: 'forbidden',
  'needs-mtls': 'forbidden',
  depends: 'degraded',
  'not-enforced': 'degraded',
  unknown: 'unknown',
};

/** A verdict in the state language. To deny is what policies are for, hence no failure. */
export function accessState({ code }: ShownVerdict): State {
  return STATES[code];
}
