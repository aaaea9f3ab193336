import {
  createTranslationRef,
  TranslationRef,
} from '@backstage/frontend-plugin-api';
import { actionMessages } from './actions/messages';
import { configMessages } from './config/messages';
import { entityMessages } from './messages';
import { reachMessages } from './reach/messages';
import { standingMessages } from './standing/messages';
import { serviceTrustMessages } from './trust/messages';
import { whatIfMessages } from './whatif/messages';

/**
 * Texts of the card and of the tab of a service, in English. Keys are flat, so that their order in declarations is the one here.
 *
 * @public
 */
export const serviceMessages = {
  ...entityMessages,
  ...standingMessages,
  ...actionMessages,
  ...reachMessages,
  ...whatIfMessages,
  ...configMessages,
  ...serviceTrustMessages,
} as const;

/**
 * Texts of the card and of the tab of a service. Other languages are added with the translation extensions of the app.
 *
 * @public
 */
export const serviceTranslationRef: TranslationRef<
  'mesh.service',
  typeof serviceMessages
> = createTranslationRef({ id: 'mesh.service', messages: serviceMessages });
