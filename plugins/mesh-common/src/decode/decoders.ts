import { Kind } from '../model/kinds';
import { Records } from '../model/records';
import { decodeAuthorizationPolicy } from './authorizationPolicy';
import { decodeClusterLinks } from './clusterLinks';
import { Decoded, Decoder } from './decoder';
import { decodeDeployment } from './deployment';
import { decodeDestinationRule } from './destinationRule';
import { decodeEndpointSlice } from './endpointSlice';
import { decodeGateway } from './gateway';
import {
  decodeGatewayApiRoute,
  decodeGatewayClass,
  decodeKubernetesGateway,
  decodeReferenceGrant,
} from './gatewayApi';
import {
  decodeServiceMeshControlPlane,
  decodeServiceMeshMember,
  decodeServiceMeshMemberRoll,
} from './maistra';
import { decodeMeshConfig } from './meshConfig';
import { decodeNamespace } from './namespace';
import { decodeNode } from './node';
import { decodePeerAuthentication } from './peerAuthentication';
import { decodePlain } from './plain';
import { decodePod } from './pod';
import { decodeResourceQuota } from './resourceQuota';
import {
  decodeClusterTrustBundle,
  decodeRootCertificates,
} from './rootCertificates';
import {
  decodeIstio,
  decodeIstioRevision,
  decodeIstioRevisionTag,
} from './sail';
import { decodeService } from './service';
import { decodeServiceEntry } from './serviceEntry';
import { decodeServiceImport } from './serviceImport';
import { decodeSidecar } from './sidecar';
import { withDigests } from './specDigests';
import { decodeVirtualService } from './virtualService';
import { decodeWebhookConfiguration } from './webhookConfiguration';
import { decodeWorkloadEntry } from './workloadEntry';

/** The decoder of every kind. @public */
export const DECODERS: { readonly [K in Kind]: Decoder<Records[K]> } = {
  Namespace: decodeNamespace,
  Node: decodeNode,
  Service: decodeService,
  Pod: decodePod,
  EndpointSlice: decodeEndpointSlice,
  Deployment: decodeDeployment,
  PodDisruptionBudget: decodePlain,
  HorizontalPodAutoscaler: decodePlain,
  ResourceQuota: decodeResourceQuota,
  NetworkPolicy: decodePlain,
  MutatingWebhookConfiguration: decodeWebhookConfiguration,
  ValidatingWebhookConfiguration: decodeWebhookConfiguration,
  MeshConfig: decodeMeshConfig,
  ClusterLinks: decodeClusterLinks,
  RootCertificates: decodeRootCertificates,
  ClusterTrustBundle: decodeClusterTrustBundle,
  DestinationRule: withDigests('DestinationRule', decodeDestinationRule),
  VirtualService: withDigests('VirtualService', decodeVirtualService),
  ServiceEntry: withDigests('ServiceEntry', decodeServiceEntry),
  WorkloadEntry: decodeWorkloadEntry,
  Sidecar: withDigests('Sidecar', decodeSidecar),
  Gateway: withDigests('Gateway', decodeGateway),
  PeerAuthentication: withDigests(
    'PeerAuthentication',
    decodePeerAuthentication,
  ),
  AuthorizationPolicy: withDigests(
    'AuthorizationPolicy',
    decodeAuthorizationPolicy,
  ),
  KubernetesGateway: decodeKubernetesGateway,
  GatewayClass: decodeGatewayClass,
  HTTPRoute: withDigests('HTTPRoute', decodeGatewayApiRoute),
  GRPCRoute: withDigests('GRPCRoute', decodeGatewayApiRoute),
  TLSRoute: withDigests('TLSRoute', decodePlain),
  ReferenceGrant: decodeReferenceGrant,
  ServiceExport: decodePlain,
  ServiceImport: decodeServiceImport,
  Istio: decodeIstio,
  IstioRevision: decodeIstioRevision,
  IstioRevisionTag: decodeIstioRevisionTag,
  ServiceMeshControlPlane: decodeServiceMeshControlPlane,
  ServiceMeshMemberRoll: decodeServiceMeshMemberRoll,
  ServiceMeshMember: decodeServiceMeshMember,
  ServiceMeshPeer: decodePlain,
  ExportedServiceSet: decodePlain,
  ImportedServiceSet: decodePlain,
};

/** Decodes an object of a kind. @public */
export function decode<K extends Kind>(
  kind: K,
  raw: unknown,
): Decoded<Records[K]> {
  return DECODERS[kind](raw);
}
