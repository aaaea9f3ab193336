import {
  createTranslationRef,
  TranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  approvalMessages,
  operationMessages,
} from '../admin/operations/messages';
import { effectMessages, planMessages } from './messages';

/**
 * Texts about plans and operations, in English. Keys are flat, so that their order in declarations is the one here.
 *
 * @public
 */
export const operationsMessages = {
  ...planMessages,
  ...effectMessages,
  ...operationMessages,
  ...approvalMessages,
} as const;

/**
 * Texts about plans and operations. Other languages are added with the translation extensions of the app.
 *
 * @public
 */
export const operationsTranslationRef: TranslationRef<
  'mesh.operations',
  typeof operationsMessages
> = createTranslationRef({
  id: 'mesh.operations',
  messages: operationsMessages,
});
