import {
  ClientTls,
  LoadBalancer,
  LocalityLbSetting,
  OutlierDetection,
  PolicyBlocks,
  RegionFailover,
  TrafficPolicy,
  ZoneAwareLbSetting,
} from '../model/trafficPolicy';
import { Field } from './field';

/** A traffic policy; `undefined` if absent, which is not the same as an empty one. */
export function decodeTrafficPolicy(field: Field): TrafficPolicy | undefined {
  if (!field.present) return undefined;
  const ports = field
    .get('portLevelSettings')
    .items()
    .map(
      port =>
        [
          port.get('port').get('number').port() ?? 0,
          decodeBlocks(port),
        ] as const,
    );
  // The first of two entries for one port counts.
  return { ...decodeBlocks(field), ports: new Map(ports.reverse()) };
}

/** `localityLbSetting`; also a part of mesh config. */
export function decodeLocality(field: Field): LocalityLbSetting | undefined {
  if (!field.present) return undefined;
  return {
    enabled: field.get('enabled').flag(),
    distribute: field
      .get('distribute')
      .items()
      .map(item => ({
        from: item.get('from').textOr(''),
        to: new Map(
          item
            .get('to')
            .entries()
            .map(
              ([locality, weight]) => [locality, weight.numberOr(0)] as const,
            ),
        ),
      })),
    failover: decodeFailover(field.get('failover')),
    failoverPriority: field.get('failoverPriority').texts(),
  };
}

/** `zoneAwareLbSetting`; also a part of mesh config. */
export function decodeZoneAware(field: Field): ZoneAwareLbSetting | undefined {
  if (!field.present) return undefined;
  return {
    enabled: field.get('enabled').flag(),
    failover: decodeFailover(field.get('failover')),
    minClusterSize: field.get('minClusterSize').number(),
  };
}

function decodeBlocks(field: Field): PolicyBlocks {
  return {
    loadBalancer: decodeLoadBalancer(field.get('loadBalancer')),
    outlierDetection: decodeOutlierDetection(field.get('outlierDetection')),
    tls: decodeTls(field.get('tls')),
    connectionPool: field.get('connectionPool').present,
  };
}

function decodeLoadBalancer(field: Field): LoadBalancer | undefined {
  if (!field.present) return undefined;
  return {
    simple: field.get('simple').text(),
    consistentHash: decodeHash(field.get('consistentHash')),
    locality: decodeLocality(field.get('localityLbSetting')),
    zoneAware: decodeZoneAware(field.get('zoneAwareLbSetting')),
  };
}

function decodeHash(field: Field): LoadBalancer['consistentHash'] {
  if (!field.present) return undefined;
  return field.get('maglev').present ? 'MAGLEV' : 'RING_HASH';
}

function decodeFailover(field: Field): readonly RegionFailover[] {
  return field.items().map(item => ({
    from: item.get('from').textOr(''),
    to: item.get('to').textOr(''),
  }));
}

function decodeOutlierDetection(field: Field): OutlierDetection | undefined {
  if (!field.present) return undefined;
  return {
    consecutive5xxErrors: field.get('consecutive5xxErrors').number(),
    consecutiveGatewayErrors: field.get('consecutiveGatewayErrors').number(),
    consecutiveLocalOriginFailures: field
      .get('consecutiveLocalOriginFailures')
      .number(),
    splitExternalLocalOriginErrors: field
      .get('splitExternalLocalOriginErrors')
      .flagOr(false),
    interval: field.get('interval').text(),
    baseEjectionTime: field.get('baseEjectionTime').text(),
    maxEjectionPercent: field.get('maxEjectionPercent').number(),
    minHealthPercent: field.get('minHealthPercent').number(),
  };
}

function decodeTls(field: Field): ClientTls | undefined {
  if (!field.present) return undefined;
  return {
    mode: decodeTlsMode(field.get('mode')),
    credentialName: field.get('credentialName').text(),
    sni: field.get('sni').text(),
    subjectAltNames: field.get('subjectAltNames').texts(),
  };
}

function decodeTlsMode(field: Field): ClientTls['mode'] {
  const mode = field.textOr('DISABLE');
  switch (mode) {
    case 'DISABLE':
    case 'SIMPLE':
    case 'MUTUAL':
    case 'ISTIO_MUTUAL':
      return mode;
    default:
      throw field.malformed('must be DISABLE, SIMPLE, MUTUAL or ISTIO_MUTUAL');
  }
}
