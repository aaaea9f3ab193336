import {
  MtlsMode,
  PeerAuthenticationRecord,
} from '../model/records/peerAuthentication';
import { decoder } from './decoder';
import { Field } from './field';
import { decodeLabels } from './metadata';

/** Decoder of PeerAuthentications. @public */
export const decodePeerAuthentication = decoder<PeerAuthenticationRecord>(
  (object, metadata) => {
    const spec = object.get('spec');
    const selector = decodeLabels(spec.get('selector').get('matchLabels'));
    return {
      ...metadata,
      // An empty selector selects the whole namespace, like none.
      selector: selector.size === 0 ? undefined : selector,
      mode: decodeMode(spec.get('mtls').get('mode')),
      ports: new Map(
        spec
          .get('portLevelMtls')
          .entries()
          .map(
            ([port, mtls]) =>
              [Number(port), decodeMode(mtls.get('mode'))] as const,
          ),
      ),
    };
  },
);

function decodeMode(field: Field): MtlsMode {
  const mode = field.textOr('UNSET');
  switch (mode) {
    case 'UNSET':
    case 'DISABLE':
    case 'PERMISSIVE':
    case 'STRICT':
      return mode;
    default:
      throw field.malformed('must be UNSET, DISABLE, PERMISSIVE or STRICT');
  }
}
