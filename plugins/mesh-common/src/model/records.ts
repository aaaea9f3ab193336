import { ConfigKind, ConfigRecord } from './configKinds';
import { ObjectRecord } from './record';
import { AuthorizationPolicyRecord } from './records/authorizationPolicy';
import { ClusterLinksRecord } from './records/clusterLinks';
import { DeploymentRecord } from './records/deployment';
import { DestinationRuleRecord } from './records/destinationRule';
import { EndpointSliceRecord } from './records/endpointSlice';
import { GatewayRecord } from './records/gateway';
import {
  GatewayApiRouteRecord,
  GatewayClassRecord,
  KubernetesGatewayRecord,
  ReferenceGrantRecord,
} from './records/gatewayApi';
import {
  ServiceMeshControlPlaneRecord,
  ServiceMeshMemberRecord,
  ServiceMeshMemberRollRecord,
} from './records/maistra';
import { MeshConfigRecord } from './records/meshConfig';
import { ServiceImportRecord } from './records/multiCluster';
import { NamespaceRecord } from './records/namespace';
import { NodeRecord } from './records/node';
import { PeerAuthenticationRecord } from './records/peerAuthentication';
import { PodRecord } from './records/pod';
import {
  ClusterTrustBundleRecord,
  RootCertificatesRecord,
} from './records/rootCertificates';
import {
  IstioRecord,
  IstioRevisionRecord,
  IstioRevisionTagRecord,
} from './records/sail';
import { ResourceQuotaRecord } from './records/resourceQuota';
import { ServiceRecord } from './records/service';
import { ServiceEntryRecord } from './records/serviceEntry';
import { SidecarRecord } from './records/sidecar';
import { VirtualServiceRecord } from './records/virtualService';
import { WebhookConfigurationRecord } from './records/webhookConfiguration';
import { WorkloadEntryRecord } from './records/workloadEntry';
import { Kind } from './kinds';

/** Kinds of which a rule reads more than metadata. @public */
export interface DetailedRecords {
  Namespace: NamespaceRecord;
  Node: NodeRecord;
  Service: ServiceRecord;
  Pod: PodRecord;
  EndpointSlice: EndpointSliceRecord;
  Deployment: DeploymentRecord;
  MutatingWebhookConfiguration: WebhookConfigurationRecord;
  ValidatingWebhookConfiguration: WebhookConfigurationRecord;
  ResourceQuota: ResourceQuotaRecord;
  MeshConfig: MeshConfigRecord;
  ClusterLinks: ClusterLinksRecord;
  RootCertificates: RootCertificatesRecord;
  ClusterTrustBundle: ClusterTrustBundleRecord;
  DestinationRule: DestinationRuleRecord;
  VirtualService: VirtualServiceRecord;
  ServiceEntry: ServiceEntryRecord;
  WorkloadEntry: WorkloadEntryRecord;
  Sidecar: SidecarRecord;
  Gateway: GatewayRecord;
  PeerAuthentication: PeerAuthenticationRecord;
  AuthorizationPolicy: AuthorizationPolicyRecord;
  KubernetesGateway: KubernetesGatewayRecord;
  GatewayClass: GatewayClassRecord;
  HTTPRoute: GatewayApiRouteRecord;
  GRPCRoute: GatewayApiRouteRecord;
  ReferenceGrant: ReferenceGrantRecord;
  ServiceImport: ServiceImportRecord;
  Istio: IstioRecord;
  IstioRevision: IstioRevisionRecord;
  IstioRevisionTag: IstioRevisionTagRecord;
  ServiceMeshControlPlane: ServiceMeshControlPlaneRecord;
  ServiceMeshMemberRoll: ServiceMeshMemberRollRecord;
  ServiceMeshMember: ServiceMeshMemberRecord;
}

/** The record type of each kind; kinds of which only the presence matters have the plain {@link ObjectRecord}, configuration its digests. @public */
export type Records = {
  readonly [K in Kind]: (K extends keyof DetailedRecords
    ? DetailedRecords[K]
    : ObjectRecord) &
    (K extends ConfigKind ? ConfigRecord : ObjectRecord);
};
