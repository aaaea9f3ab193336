import { parse } from 'yaml';
import {
  DEFAULT_MESH_SETTINGS as DEFAULTS,
  MeshNetwork,
  MeshNetworkEndpoints,
  MeshNetworkGateway,
  MeshSettings,
  Visibility,
} from '../model/meshConfig';
import { MeshConfigRecord } from '../model/records/meshConfig';
import { decodeCertificates } from './certificate';
import { decoder } from './decoder';
import { Field } from './field';
import { decodeSelector } from './selector';
import {
  decodeLocality,
  decodeTrafficPolicy,
  decodeZoneAware,
} from './trafficPolicy';

/** Decoder of the ConfigMaps `istio` and `istio-<revision>`: of their data only `mesh` and `meshNetworks`. @public */
export const decodeMeshConfig = decoder<MeshConfigRecord>(
  (object, metadata) => {
    const data = object.get('data');
    const mesh = parseText(data.get('mesh'));
    return {
      ...metadata,
      settings: decodeSettings(mesh),
      written: writtenIn(mesh),
      networks: decodeNetworks(parseText(data.get('meshNetworks'))),
    };
  },
);

/** The texts in these ConfigMaps and what reads them. */
export const MESH_CONFIG_TEXTS: ReadonlyMap<string, (text: Field) => unknown> =
  new Map<string, (text: Field) => unknown>([
    ['mesh', decodeSettings],
    ['meshNetworks', decodeNetworks],
  ]);

/** Istio reads YAML 1.1. The parser itself refuses documents that expand without bound. */
function parseText(field: Field): Field {
  const text = field.textOr('');
  try {
    return Field.root(
      parse(text, { version: '1.1', logLevel: 'error' }),
      field.path,
    );
  } catch (error) {
    throw field.malformed(`is not YAML: ${firstLine(error)}`);
  }
}

function firstLine(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0] : 'unreadable';
}

function decodeSettings(mesh: Field): MeshSettings {
  const authorities = mesh.get('caCertificates').items();
  return {
    trustDomain: mesh.get('trustDomain').text() || DEFAULTS.trustDomain,
    trustDomainAliases: mesh.get('trustDomainAliases').texts(),
    rootNamespace: mesh.get('rootNamespace').text() || undefined,
    meshId: mesh.get('defaultConfig').get('meshId').text() || undefined,
    enableAutoMtls: mesh.get('enableAutoMtls').flagOr(true),
    outboundTrafficPolicy: mesh
      .get('outboundTrafficPolicy')
      .get('mode')
      .textOr('ALLOW_ANY'),
    locality:
      decodeLocality(mesh.get('localityLbSetting')) ?? DEFAULTS.locality,
    zoneAware: decodeZoneAware(mesh.get('zoneAwareLbSetting')),
    clusterLocal: mesh
      .get('serviceSettings')
      .items()
      .flatMap(decodeServiceSettings),
    serviceScopes: mesh
      .get('serviceScopeConfigs')
      .items()
      .map(scope => ({
        scope: scope.get('scope').textOr('LOCAL'),
        namespaces: decodeSelector(scope.get('namespaceSelector')),
        services: decodeSelector(scope.get('servicesSelector')),
      })),
    entryVisibility: decodeVisibility(mesh.get('serviceEntryVisibility')),
    discoverySelectors: mesh
      .get('discoverySelectors')
      .items()
      .map(decodeSelector),
    defaultServiceExportTo: exportDefault(mesh.get('defaultServiceExportTo')),
    defaultVirtualServiceExportTo: exportDefault(
      mesh.get('defaultVirtualServiceExportTo'),
    ),
    defaultDestinationRuleExportTo: exportDefault(
      mesh.get('defaultDestinationRuleExportTo'),
    ),
    defaultTrafficPolicy: decodeTrafficPolicy(mesh.get('defaultTrafficPolicy')),
    caTrustDomains: authorities.flatMap(authority =>
      authority.get('trustDomains').texts(),
    ),
    caCertificates: authorities.flatMap(authority =>
      decodeCertificates(authority.get('pem')),
    ),
    caFromUrl: authorities.some(
      authority => authority.get('spiffeBundleUrl').present,
    ),
  };
}

function decodeVisibility(field: Field): MeshSettings['entryVisibility'] {
  if (!field.present) return undefined;
  return {
    policies: field
      .get('policies')
      .items()
      .map(policy => ({
        visibility: visibilityOf(policy.get('visibility')),
        namespaces: policy
          .get('matchingRules')
          .items()
          .map(rule => {
            const selector = rule.get('namespaceSelector');
            return selector.present ? decodeSelector(selector) : undefined;
          }),
      })),
    byDefault: visibilityOf(field.get('defaultVisibility')),
    applyToSidecars: field.get('applyToSidecars').flagOr(false),
  };
}

function visibilityOf(field: Field): Visibility {
  const text = field.text();
  return text === 'NAMESPACE' || text === 'NONE' ? text : 'PUBLIC';
}

/** Where the settings are written. */
const WRITTEN_AS: { readonly [K in keyof MeshSettings]: string } = {
  trustDomain: 'trustDomain',
  trustDomainAliases: 'trustDomainAliases',
  rootNamespace: 'rootNamespace',
  meshId: 'defaultConfig.meshId',
  enableAutoMtls: 'enableAutoMtls',
  outboundTrafficPolicy: 'outboundTrafficPolicy',
  locality: 'localityLbSetting',
  zoneAware: 'zoneAwareLbSetting',
  clusterLocal: 'serviceSettings',
  serviceScopes: 'serviceScopeConfigs',
  entryVisibility: 'serviceEntryVisibility',
  discoverySelectors: 'discoverySelectors',
  defaultServiceExportTo: 'defaultServiceExportTo',
  defaultVirtualServiceExportTo: 'defaultVirtualServiceExportTo',
  defaultDestinationRuleExportTo: 'defaultDestinationRuleExportTo',
  defaultTrafficPolicy: 'defaultTrafficPolicy',
  caTrustDomains: 'caCertificates',
  caCertificates: 'caCertificates',
  caFromUrl: 'caCertificates',
};

function writtenIn(mesh: Field): ReadonlySet<keyof MeshSettings> {
  const isWritten = (path: string) =>
    path.split('.').reduce((field, key) => field.get(key), mesh).present;
  const keys = Object.keys(WRITTEN_AS) as (keyof MeshSettings)[];
  return new Set(keys.filter(key => isWritten(WRITTEN_AS[key])));
}

function exportDefault(field: Field): readonly string[] {
  const exportTo = field.texts();
  return exportTo.length > 0 ? exportTo : ['*'];
}

function decodeServiceSettings(entry: Field): MeshSettings['clusterLocal'] {
  const clusterLocal =
    entry.get('settings').get('clusterLocal').flag() ?? false;
  return entry
    .get('hosts')
    .texts()
    .map(host => ({ host, clusterLocal }));
}

function decodeNetworks(networks: Field): readonly MeshNetwork[] {
  return networks
    .get('networks')
    .entries()
    .map(([name, network]) => ({
      name,
      endpoints: network.get('endpoints').items().flatMap(decodeEndpoints),
      gateways: network.get('gateways').items().flatMap(decodeGateway),
    }));
}

function decodeEndpoints(field: Field): readonly MeshNetworkEndpoints[] {
  const clusterId = field.get('fromRegistry').text();
  if (clusterId) return [{ code: 'registry', clusterId }];
  const cidr = field.get('fromCidr').text();
  return cidr ? [{ code: 'cidr', cidr }] : [];
}

function decodeGateway(field: Field): readonly MeshNetworkGateway[] {
  const port = field.get('port').port() ?? 0;
  const address = field.get('address').text();
  if (address) return [{ code: 'address', address, port }];
  const service = field.get('registryServiceName').text();
  return service ? [{ code: 'service', service, port }] : [];
}
