import { NamespaceRecord } from '../model/records/namespace';
import { decoder } from './decoder';

/** Decoder of Namespaces. @public */
export const decodeNamespace = decoder<NamespaceRecord>((object, metadata) => ({
  ...metadata,
  phase:
    object.get('status').get('phase').text() === 'Terminating'
      ? 'Terminating'
      : 'Active',
}));
