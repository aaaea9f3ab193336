import { compareText, Labels, NO_LABELS } from '../model/record';
import { ClusterName, ObjectRef } from '../model/refs';
import { Mesh } from '../model/mesh';
import {
  Webhook,
  WebhookConfigurationRecord,
  WebhookTarget,
} from '../model/records/webhookConfiguration';
import { Rule } from '../model/rule';
import { matchesSelector } from '../model/selector';
import { ControlPlaneRef, WouldOwn } from './governedBy';
import { IstiodAddress, istiodAddress, istiodUrl } from './istiodAddress';
import { istiods } from './istiods';

/** A pod that somebody might create. */
export interface PodTemplate {
  readonly cluster: ClusterName;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly hostNetwork: boolean;
}

/** A webhook that would be called for a pod. */
interface Claim {
  readonly configuration: WebhookConfigurationRecord;
  readonly webhook: Webhook;
  readonly revision: string;
  readonly tag: string | undefined;
}

/** Namespaces whose pods istiod never injects. */
const NEVER_INJECTED: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

const INJECT = 'sidecar.istio.io/inject';
const REVISION = 'istio.io/rev';
const DATAPLANE_MODE = 'istio.io/dataplane-mode';

/** Labels that decide about injection beside those that webhooks select by. */
const DECISIVE_LABELS = [INJECT, REVISION, DATAPLANE_MODE];

const DECISIVE_ANNOTATIONS: ReadonlySet<string> = new Set([INJECT]);

/** Which control plane would inject a pod: the webhooks that really exist are evaluated as the API server does it. Reference 2.1 to 2.3. */
export const wouldOwn: Rule<PodTemplate, WouldOwn> = {
  source: '2.1',
  // Labels that nobody looks at are left out, so that most pods of a namespace are one question.
  ask(mesh, pod) {
    if (pod.labels.size === 0 && pod.annotations.size === 0)
      return mesh.ask(ownerOf, pod);
    const keys = mesh.ask(decisiveKeys, pod.cluster);
    return mesh.ask(ownerOf, {
      ...pod,
      labels: only(pod.labels, keys),
      annotations: only(pod.annotations, DECISIVE_ANNOTATIONS),
    });
  },
};

/** Keys of pod labels by which some webhook of a cluster selects, or which istiod looks at. */
const decisiveKeys: Rule<ClusterName, ReadonlySet<string>> = {
  source: '2.1',
  nameOf: cluster => cluster,
  ask: (mesh, cluster) =>
    new Set([
      ...DECISIVE_LABELS,
      ...mesh
        .list(cluster, 'MutatingWebhookConfiguration')
        .flatMap(({ webhooks }) =>
          webhooks.flatMap(({ objectSelector }) =>
            objectSelector.map(({ key }) => key),
          ),
        ),
    ]),
};

function only(labels: Labels, keys: ReadonlySet<string>): Labels {
  const kept: [string, string][] = [];
  for (const key of keys) {
    const value = labels.get(key);
    if (value !== undefined) kept.push([key, value]);
  }
  return kept.length === 0 ? NO_LABELS : new Map(kept.sort());
}

function textOf(labels: Labels): string {
  return labels.size === 0 ? '' : JSON.stringify([...labels]);
}

/** Owner of pods that say nothing but what decides. */
const ownerOf: Rule<PodTemplate, WouldOwn> = {
  source: '2.1',
  nameOf: ({ cluster, namespace, labels, annotations, hostNetwork }) =>
    `${cluster}/${namespace}/${hostNetwork} ${textOf(labels)} ${textOf(
      annotations,
    )}`,
  ask(mesh, pod) {
    const { cluster, namespace } = pod;
    if (mesh.sight(cluster, 'MutatingWebhookConfiguration') === 'none')
      return unknown('the injector webhooks cannot be read');
    if (mesh.sight(cluster, 'Namespace') === 'none')
      return unknown('the Namespace cannot be read');
    const found = mesh.get(cluster, 'Namespace', {
      namespace: '',
      name: namespace,
    });
    if (!found) return notInjected(`the Namespace ${namespace} does not exist`);
    const namespaceLabels = new Map(found.labels).set(
      'kubernetes.io/metadata.name',
      namespace,
    );
    const claims = claimsOf(
      mesh.list(cluster, 'MutatingWebhookConfiguration'),
      namespaceLabels,
      pod.labels,
    );
    for (const key of ['istio-injection', REVISION, DATAPLANE_MODE]) {
      if (!namespaceLabels.has(key)) continue;
      mesh.because(
        { cluster, kind: 'Namespace', namespace: '', name: namespace },
        `metadata.labels["${key}"]`,
        namespaceLabels.get(key),
      );
    }
    const owner =
      claims.length === 0
        ? unclaimed(mesh, pod, namespaceLabels)
        : decided(mesh, pod, claims);
    // Injection comes first; what it leaves alone, the node agent may still enrol.
    return owner.code === 'not-injected' && isEnrolled(pod, namespaceLabels)
      ? { code: 'ambient' }
      : owner;
  },
};

/** Whether the node agent captures a pod without sidecar, as its default selectors say. Reference 2.6. */
function isEnrolled(
  { labels, hostNetwork }: PodTemplate,
  namespace: Labels,
): boolean {
  if (hostNetwork) return false;
  const own = labels.get(DATAPLANE_MODE);
  return (
    own === 'ambient' ||
    (namespace.get(DATAPLANE_MODE) === 'ambient' && own !== 'none')
  );
}

function claimsOf(
  configurations: readonly WebhookConfigurationRecord[],
  namespace: Labels,
  pod: Labels,
): readonly Claim[] {
  return configurations.flatMap(configuration =>
    configuration.webhooks
      .filter(
        webhook => isInjector(configuration, webhook) && webhook.createsPods,
      )
      .filter(
        webhook =>
          matchesSelector(webhook.namespaceSelector, namespace) &&
          matchesSelector(webhook.objectSelector, pod),
      )
      .map(webhook => ({
        configuration,
        webhook,
        revision: configuration.labels.get(REVISION) || 'default',
        tag: configuration.labels.get('istio.io/tag') || undefined,
      })),
  );
}

function isInjector(
  configuration: WebhookConfigurationRecord,
  webhook: Webhook,
): boolean {
  return (
    configuration.labels.get('app') === 'sidecar-injector' ||
    webhook.name.endsWith('sidecar-injector.istio.io')
  );
}

function decided(
  mesh: Mesh,
  pod: PodTemplate,
  claims: readonly Claim[],
): WouldOwn {
  const distinct = new Map(
    claims.map(claim => [
      `${claim.revision} ${targetText(claim.webhook.target)}`,
      claim,
    ]),
  );
  for (const { configuration, webhook } of claims) {
    const name = configuration.name;
    mesh.because(
      {
        cluster: pod.cluster,
        kind: 'MutatingWebhookConfiguration',
        namespace: '',
        name,
      },
      `webhooks["${webhook.name}"]`,
    );
  }
  const uncertain = claims.find(({ webhook }) => webhook.conditional);
  if (uncertain)
    return unknown(
      `webhook ${uncertain.webhook.name} has matchConditions, which are not evaluated`,
    );
  if (distinct.size > 1) {
    const names = [
      ...new Set(claims.map(({ configuration }) => configuration.name)),
    ].sort(compareText);
    return {
      code: 'conflict',
      webhooks: names.map(name => webhookRef(pod.cluster, name)),
    };
  }
  const [claim] = claims;
  const declined = declines(mesh, pod);
  if (declined !== undefined) return notInjected(declined);
  return owned(mesh, pod.cluster, claim);
}

function owned(
  mesh: Mesh,
  cluster: ClusterName,
  { configuration, webhook, revision, tag }: Claim,
): WouldOwn {
  const address = addressOf(mesh, cluster, webhook.target);
  const namespace =
    webhook.target.kind === 'service' ? webhook.target.namespace : '';
  const controlPlane = controlPlaneAt(mesh, {
    cluster,
    address,
    namespace,
    revision,
  });
  return {
    code: 'owned',
    controlPlane,
    tag,
    webhook: webhookRef(cluster, configuration.name),
  };
}

/** The control plane of a revision at an address, as the cluster that runs it shows it. Reference 1.5, 2.1. */
export function controlPlaneAt(
  mesh: Mesh,
  at: {
    readonly cluster: ClusterName;
    readonly address: IstiodAddress;
    readonly namespace: string;
    readonly revision: string;
  },
): ControlPlaneRef {
  const { address, revision } = at;
  const cluster = clusterOf(at.cluster, address);
  const candidates =
    cluster === undefined
      ? []
      : mesh
          .ask(istiods, cluster)
          .filter(istiod => istiod.revision === revision);
  const istiod =
    candidates.find(({ namespace }) => namespace === at.namespace) ??
    candidates[0];
  return {
    cluster,
    namespace: istiod?.namespace ?? at.namespace,
    revision,
    version: istiod?.version,
  };
}

function clusterOf(
  cluster: ClusterName,
  address: IstiodAddress,
): ClusterName | undefined {
  if (address.code === 'here') return cluster;
  return address.code === 'elsewhere' ? address.cluster : undefined;
}

function addressOf(
  mesh: Mesh,
  cluster: ClusterName,
  target: WebhookTarget,
): IstiodAddress {
  if (target.kind === 'url') return mesh.ask(istiodUrl, target.url);
  return mesh.ask(istiodAddress, {
    cluster,
    service: { namespace: target.namespace, name: target.name },
  });
}

/** Why istiod, once called, would leave the pod alone. Reference 2.3. */
function declines(mesh: Mesh, pod: PodTemplate): string | undefined {
  if (pod.hostNetwork)
    return 'pods in the network of the host are not injected';
  if (NEVER_INJECTED.has(pod.namespace))
    return `pods of ${pod.namespace} are not injected`;
  const wish = [pod.labels.get(INJECT), pod.annotations.get(INJECT)].find(
    value => value === 'true' || value === 'false',
  );
  if (wish === 'false') return `the pod says ${INJECT}: "false"`;
  if (
    wish === undefined &&
    mesh.list(pod.cluster, 'ServiceMeshControlPlane').length > 0
  ) {
    return `OpenShift Service Mesh 2 injects only pods that say ${INJECT}: "true"`;
  }
  return undefined;
}

/** No webhook claims the pod. Reference 2.2. */
function unclaimed(mesh: Mesh, pod: PodTemplate, namespace: Labels): WouldOwn {
  const wanted = wantedRevision(namespace, pod.labels);
  if (wanted === undefined) return notInjected('no label asks for a sidecar');
  const known = mesh
    .list(pod.cluster, 'MutatingWebhookConfiguration')
    .some(
      ({ labels }) =>
        (labels.get(REVISION) || 'default') === wanted ||
        labels.get('istio.io/tag') === wanted,
    );
  return known
    ? notInjected('the labels of the pod exclude it')
    : { code: 'dangling-revision', revision: wanted };
}

/** Revision or tag that the labels ask for, if `istio-injection` does not overrule them. */
function wantedRevision(namespace: Labels, pod: Labels): string | undefined {
  if (namespace.has('istio-injection') || pod.get(INJECT) === 'false')
    return undefined;
  return namespace.get(REVISION) ?? pod.get(REVISION);
}

function targetText(target: WebhookTarget): string {
  return target.kind === 'url'
    ? target.url
    : `${target.namespace}/${target.name}`;
}

function webhookRef(cluster: ClusterName, name: string): ObjectRef {
  return { cluster, kind: 'MutatingWebhookConfiguration', namespace: '', name };
}

function notInjected(reason: string): WouldOwn {
  return { code: 'not-injected', reason };
}

function unknown(reason: string): WouldOwn {
  return { code: 'unknown', reason };
}
