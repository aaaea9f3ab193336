import { KubernetesObject, StringMap } from '../kubernetesObject';
import { LabelSelector } from './labelSelector';

/** A container as the lab fills it in. */
export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly ports?: readonly {
    readonly name?: string;
    readonly containerPort: number;
  }[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly [field: string]: unknown;
}

/** Labels, annotations and spec of a pod that is to be made. */
export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: StringMap;
    readonly annotations?: StringMap;
  };
  readonly spec: {
    readonly containers: readonly Container[];
    readonly hostNetwork?: boolean;
    readonly nodeSelector?: StringMap;
    readonly serviceAccountName?: string;
    readonly [field: string]: unknown;
  };
}

/** The fields of a Deployment the lab reads. */
export interface Deployment extends KubernetesObject {
  readonly kind: 'Deployment';
  readonly spec: {
    readonly replicas?: number;
    readonly template: PodTemplate;
  };
}

/** The fields of a Service the lab reads. */
export interface Service extends KubernetesObject {
  readonly kind: 'Service';
  readonly spec: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly selector?: StringMap;
    readonly publishNotReadyAddresses?: boolean;
    readonly ports?: readonly ServicePort[];
  };
}

/** A port of a Service. */
export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

/** The fields of a Node the lab reads. */
export interface Node extends KubernetesObject {
  readonly kind: 'Node';
  readonly spec?: {
    readonly podCIDR?: string;
    readonly unschedulable?: boolean;
  };
  readonly status?: {
    readonly addresses?: readonly {
      readonly type: string;
      readonly address: string;
    }[];
  };
}

/** A pod the lab has made. */
export interface Pod extends KubernetesObject {
  readonly kind: 'Pod';
  readonly spec: PodTemplate['spec'] & { readonly nodeName: string };
  readonly status: {
    readonly podIP: string;
    readonly conditions: readonly {
      readonly type: string;
      readonly status: string;
    }[];
  };
}

/** The fields of a ConfigMap the lab reads. */
export interface ConfigMap extends KubernetesObject {
  readonly kind: 'ConfigMap';
  readonly data?: StringMap;
}

/** The fields of a MutatingWebhookConfiguration the lab reads. */
export interface MutatingWebhookConfiguration extends KubernetesObject {
  readonly kind: 'MutatingWebhookConfiguration';
  readonly webhooks?: readonly {
    readonly name: string;
    readonly clientConfig: {
      readonly url?: string;
      readonly service?: {
        readonly namespace: string;
        readonly path?: string;
      };
    };
    readonly namespaceSelector?: LabelSelector;
    readonly objectSelector?: LabelSelector;
  }[];
}

interface KnownKinds {
  readonly Deployment: Deployment;
  readonly Service: Service;
  readonly Node: Node;
  readonly ConfigMap: ConfigMap;
  readonly MutatingWebhookConfiguration: MutatingWebhookConfiguration;
  readonly Namespace: KubernetesObject;
}

const API_VERSIONS: Readonly<Record<keyof KnownKinds, string>> = {
  Deployment: 'apps/v1',
  Service: 'v1',
  Node: 'v1',
  ConfigMap: 'v1',
  MutatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  Namespace: 'v1',
};

/** Whether an object is of a kind the lab reads. The fields are trusted: manifests are files of this repository or of a test. */
export function isKind<K extends keyof KnownKinds>(
  object: KubernetesObject,
  kind: K,
): object is KnownKinds[K] {
  return object.kind === kind && object.apiVersion === API_VERSIONS[kind];
}

/** The objects of one kind. */
export function ofKind<K extends keyof KnownKinds>(
  objects: readonly KubernetesObject[],
  kind: K,
): readonly KnownKinds[K][] {
  return objects.filter((object): object is KnownKinds[K] =>
    isKind(object, kind),
  );
}
