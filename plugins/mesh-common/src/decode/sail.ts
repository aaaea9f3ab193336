import {
  CertificateAuthority,
  IstioRecord,
  IstioRevisionRecord,
  IstioRevisionTagRecord,
} from '../model/records/sail';
import { decodeConditions } from './conditions';
import { decoder } from './decoder';
import { Field } from './field';
import { publicPem } from './publicPem';

const SYSTEM_NAMESPACE = 'istio-system';

/** Decoder of Istio resources of the Sail operator. @public */
export const decodeIstio = decoder<IstioRecord>((object, metadata) => {
  const spec = object.get('spec');
  const global = spec.get('values').get('global');
  return {
    ...metadata,
    version: spec.get('version').textOr(''),
    controlPlaneNamespace: spec.get('namespace').textOr(SYSTEM_NAMESPACE),
    profile:
      spec.get('profile').text() ?? spec.get('values').get('profile').text(),
    updateStrategy: spec.get('updateStrategy').get('type').textOr('InPlace'),
    remotePilotAddress: global.get('remotePilotAddress').text(),
    clusterId: global.get('multiCluster').get('clusterName').text(),
    meshId: global.get('meshID').text(),
    network: global.get('network').text(),
    activeRevision: object.get('status').get('activeRevisionName').text(),
    state: object.get('status').get('state').text(),
    conditions: decodeConditions(object.get('status').get('conditions')),
    authorities: spec
      .get('values')
      .get('meshConfig')
      .get('caCertificates')
      .items()
      .map(decodeAuthority),
  };
});

function decodeAuthority(field: Field): CertificateAuthority {
  const text = field.get('pem').text();
  const url = field.get('spiffeBundleUrl').text();
  const { pem, complete } = publicPem(text ?? '');
  return {
    ...(text !== undefined && { pem }),
    ...(url !== undefined && { spiffeBundleUrl: url }),
    certSigners: field.get('certSigners').texts(),
    trustDomains: field.get('trustDomains').texts(),
    complete,
  };
}

/** Decoder of IstioRevisions. @public */
export const decodeIstioRevision = decoder<IstioRevisionRecord>(
  (object, metadata) => ({
    ...metadata,
    version: object.get('spec').get('version').textOr(''),
    controlPlaneNamespace: object
      .get('spec')
      .get('namespace')
      .textOr(SYSTEM_NAMESPACE),
    conditions: decodeConditions(object.get('status').get('conditions')),
  }),
);

/** Decoder of IstioRevisionTags. @public */
export const decodeIstioRevisionTag = decoder<IstioRevisionTagRecord>(
  (object, metadata) => {
    const target = object.get('spec').get('targetRef');
    return {
      ...metadata,
      target: {
        kind: target.get('kind').textOr('Istio'),
        name: target.get('name').textOr(''),
      },
      revision: object.get('status').get('istioRevision').text(),
      controlPlaneNamespace: object.get('status').get('istiodNamespace').text(),
      conditions: decodeConditions(object.get('status').get('conditions')),
    };
  },
);
