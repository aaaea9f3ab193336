import { ObjectRecord } from '../model/record';
import { Field } from './field';

/** Annotations that some rule reads. All others are dropped: they may hold anything, secrets included. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  'ambient.istio.io/redirection',
  'gateway.istio.io/service-account',
  'inject.istio.io/templates',
  'istio.io/dry-run',
  'istio.io/rev',
  'meshwise.io/drained-cluster',
  'meshwise.io/ends-at',
  'networking.istio.io/exportTo',
  'networking.istio.io/service-type',
  'networking.istio.io/traffic-distribution',
  'proxy.istio.io/health-checks-enabled',
  'sailoperator.io/readinessProbe.status',
  'sidecar.istio.io/inject',
  'sidecar.istio.io/status',
  'topology.istio.io/controlPlaneClusters',
  'traffic.istio.io/nodeSelector',
]);

/** Longest name of any Kubernetes object. */
const LONGEST_NAME = 253;
/** A label key is a DNS prefix of at most 253 characters, a slash and at most 63 more; a value has at most 63. */
const LONGEST_LABEL_KEY = 317;
const LONGEST_LABEL_VALUE = 63;

/** The common part of a record. */
export function decodeMetadata(object: Field): ObjectRecord {
  const metadata = object.get('metadata');
  return {
    namespace: decodeName(metadata.get('namespace')),
    name: decodeName(metadata.get('name'), true),
    uid: metadata.get('uid').textOr(''),
    created: metadata.get('creationTimestamp').time() ?? 0,
    deleting: metadata.get('deletionTimestamp').present,
    labels: decodeLabels(metadata.get('labels')),
    annotations: metadata
      .get('annotations')
      .textMap(key => ANNOTATIONS.has(key)),
  };
}

/** Labels within the limits of Kubernetes. */
export function decodeLabels(field: Field): ObjectRecord['labels'] {
  const labels = field.textMap();
  for (const [key, value] of labels) {
    if (key.length > LONGEST_LABEL_KEY)
      throw field.malformed(
        `has a key longer than ${LONGEST_LABEL_KEY} characters`,
      );
    if (value.length > LONGEST_LABEL_VALUE)
      throw field
        .get(key)
        .malformed(`must not be longer than ${LONGEST_LABEL_VALUE} characters`);
  }
  return labels;
}

function decodeName(field: Field, required = false): string {
  const name = required ? field.requiredText() : field.textOr('');
  if (name.length > LONGEST_NAME)
    throw field.malformed(`must not be longer than ${LONGEST_NAME} characters`);
  if (name.includes('/')) throw field.malformed('must not contain a slash');
  return name;
}
