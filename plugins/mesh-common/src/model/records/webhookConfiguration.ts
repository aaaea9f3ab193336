import { Selector } from '../selector';
import { ObjectRecord } from '../record';

/** Where an API server sends an admission request. @public */
export type WebhookTarget =
  | {
      readonly kind: 'service';
      readonly namespace: string;
      readonly name: string;
      readonly path: string;
    }
  | { readonly kind: 'url'; readonly url: string };

/** One webhook of a configuration. @public */
export interface Webhook {
  readonly name: string;
  readonly target: WebhookTarget;
  readonly namespaceSelector: Selector;
  readonly objectSelector: Selector;
  /** Some rule covers the creation of pods. */
  readonly createsPods: boolean;
  /** CEL conditions are present; whether they hold cannot be decided here. */
  readonly conditional: boolean;
}

/** A Mutating- or ValidatingWebhookConfiguration (reference 2.1, 2.2). @public */
export interface WebhookConfigurationRecord extends ObjectRecord {
  readonly webhooks: readonly Webhook[];
}
