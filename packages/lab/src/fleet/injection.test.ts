import { StringMap } from '../kubernetesObject';
import { accepts, claimOf } from './injection';
import { LabelSelector } from './labelSelector';
import { MutatingWebhookConfiguration } from './manifests';

const is = (key: string, ...values: string[]) => ({
  key,
  operator: 'In',
  values,
});
const isNot = (key: string, ...values: string[]) => ({
  key,
  operator: 'NotIn',
  values,
});
const absent = (key: string) => ({ key, operator: 'DoesNotExist' });

/** The webhooks the charts of istiod make for a revision or tag. */
function chart(
  name: string,
  revision: string,
  ...addressedAs: string[]
): MutatingWebhookConfiguration {
  const webhook = (
    prefix: string,
    namespaceSelector: LabelSelector['matchExpressions'],
    objectSelector: LabelSelector['matchExpressions'],
  ) => ({
    name: `${prefix}.sidecar-injector.istio.io`,
    clientConfig: { service: { namespace: 'istio-system', path: '/inject' } },
    namespaceSelector: { matchExpressions: namespaceSelector },
    objectSelector: { matchExpressions: objectSelector },
  });
  const rev = is('istio.io/rev', ...addressedAs);
  const notRefused = isNot('sidecar.istio.io/inject', 'false');
  const noRev = absent('istio.io/rev');
  const noInjection = absent('istio-injection');
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name, labels: { 'istio.io/rev': revision } },
    webhooks: [
      webhook('rev.namespace', [rev, noInjection], [notRefused]),
      webhook('rev.object', [noRev, noInjection], [notRefused, rev]),
      ...(addressedAs.includes('default')
        ? [
            webhook(
              'namespace',
              [is('istio-injection', 'enabled')],
              [notRefused],
            ),
            webhook(
              'object',
              [noInjection, noRev],
              [is('sidecar.istio.io/inject', 'true'), noRev],
            ),
          ]
        : []),
    ],
  };
}

const configurations = [
  chart('istio-sidecar-injector', 'default', 'default'),
  chart('istio-sidecar-injector-r1', 'r1', 'r1'),
  chart('istio-sidecar-injector-r2', 'r2', 'r2'),
  chart('istio-revision-tag-prod', 'r1', 'prod'),
];

const labels = (entries: Record<string, string | undefined>): StringMap =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );

describe('claimOf, reference 2.2', () => {
  it.each`
    injection     | nsRev        | podRev       | inject       | revision
    ${undefined}  | ${undefined} | ${undefined} | ${undefined} | ${undefined}
    ${'enabled'}  | ${undefined} | ${undefined} | ${undefined} | ${'default'}
    ${'enabled'}  | ${'r1'}      | ${undefined} | ${undefined} | ${'default'}
    ${'enabled'}  | ${undefined} | ${'r1'}      | ${undefined} | ${'default'}
    ${'disabled'} | ${'r1'}      | ${undefined} | ${undefined} | ${undefined}
    ${'disabled'} | ${undefined} | ${undefined} | ${'true'}    | ${undefined}
    ${'disabled'} | ${undefined} | ${'r1'}      | ${undefined} | ${undefined}
    ${undefined}  | ${'r1'}      | ${undefined} | ${undefined} | ${'r1'}
    ${undefined}  | ${'r1'}      | ${undefined} | ${'false'}   | ${undefined}
    ${undefined}  | ${'r1'}      | ${'r2'}      | ${undefined} | ${'r1'}
    ${undefined}  | ${undefined} | ${'r1'}      | ${undefined} | ${'r1'}
    ${undefined}  | ${undefined} | ${undefined} | ${'true'}    | ${'default'}
    ${undefined}  | ${undefined} | ${'r1'}      | ${'false'}   | ${undefined}
    ${undefined}  | ${'default'} | ${undefined} | ${undefined} | ${'default'}
    ${undefined}  | ${'prod'}    | ${undefined} | ${undefined} | ${'r1'}
    ${undefined}  | ${'ghost'}   | ${undefined} | ${undefined} | ${undefined}
    ${'true'}     | ${'r1'}      | ${undefined} | ${undefined} | ${undefined}
  `(
    'namespace $injection/$nsRev, pod $podRev/$inject: $revision',
    ({ injection, nsRev, podRev, inject, revision }) => {
      const claim = claimOf(
        {
          name: 'shop',
          labels: labels({
            'istio-injection': injection,
            'istio.io/rev': nsRev,
          }),
        },
        {
          metadata: {
            labels: labels({
              'istio.io/rev': podRev,
              'sidecar.istio.io/inject': inject,
            }),
          },
          spec: { containers: [] },
        },
        configurations,
      );
      expect(claim?.revision).toBe(revision);
    },
  );
});

describe('accepts, reference 2.3', () => {
  it.each`
    hostNetwork  | label        | annotation   | policy        | accepted
    ${undefined} | ${undefined} | ${undefined} | ${'enabled'}  | ${true}
    ${undefined} | ${undefined} | ${undefined} | ${'disabled'} | ${false}
    ${undefined} | ${'true'}    | ${undefined} | ${'disabled'} | ${true}
    ${undefined} | ${undefined} | ${'true'}    | ${'disabled'} | ${true}
    ${undefined} | ${undefined} | ${'false'}   | ${'enabled'}  | ${false}
    ${undefined} | ${'true'}    | ${'false'}   | ${'enabled'}  | ${true}
    ${true}      | ${'true'}    | ${undefined} | ${'enabled'}  | ${false}
  `(
    'label $label, annotation $annotation, policy $policy: $accepted',
    ({ hostNetwork, label, annotation, policy, accepted }) => {
      const pod = {
        metadata: {
          labels: labels({ 'sidecar.istio.io/inject': label }),
          annotations: labels({ 'sidecar.istio.io/inject': annotation }),
        },
        spec: { containers: [], hostNetwork },
      };
      expect(accepts(pod, policy)).toBe(accepted);
    },
  );
});
