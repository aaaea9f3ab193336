import {
  Webhook,
  WebhookConfigurationRecord,
  WebhookTarget,
} from '../model/records/webhookConfiguration';
import { decoder } from './decoder';
import { Field } from './field';
import { decodeSelector } from './selector';

/** Decoder of Mutating- and ValidatingWebhookConfigurations. @public */
export const decodeWebhookConfiguration = decoder<WebhookConfigurationRecord>(
  (object, metadata) => ({
    ...metadata,
    webhooks: object.get('webhooks').items().map(decodeWebhook),
  }),
);

function decodeWebhook(webhook: Field): Webhook {
  return {
    name: webhook.get('name').textOr(''),
    target: decodeTarget(webhook.get('clientConfig')),
    namespaceSelector: decodeSelector(webhook.get('namespaceSelector')),
    objectSelector: decodeSelector(webhook.get('objectSelector')),
    createsPods: webhook.get('rules').items().some(coversPodCreation),
    conditional: webhook.get('matchConditions').items().length > 0,
  };
}

function decodeTarget(client: Field): WebhookTarget {
  const url = client.get('url').text();
  if (url !== undefined) return { kind: 'url', url };
  const service = client.get('service');
  return {
    kind: 'service',
    namespace: service.get('namespace').textOr(''),
    name: service.get('name').textOr(''),
    path: service.get('path').textOr(''),
  };
}

function coversPodCreation(rule: Field): boolean {
  const has = (key: string, value: string) =>
    rule
      .get(key)
      .texts()
      .some(item => item === value || item === '*');
  const resources = rule.get('resources').texts();
  return (
    has('operations', 'CREATE') &&
    has('apiGroups', '') &&
    resources.some(
      resource => resource === 'pods' || resource === '*' || resource === '*/*',
    )
  );
}
