import {
  HttpMatch,
  HttpRoute,
  RouteDestination,
  StreamMatch,
  StreamRoute,
  TextMatch,
  VirtualServiceRecord,
} from '../model/records/virtualService';
import { decoder } from './decoder';
import { Field } from './field';
import { decodeLabels } from './metadata';

/** Decoder of VirtualServices. @public */
export const decodeVirtualService = decoder<VirtualServiceRecord>(
  (object, metadata) => {
    const spec = object.get('spec');
    return {
      ...metadata,
      hosts: spec.get('hosts').texts(),
      gateways: spec.get('gateways').texts(),
      exportTo: spec.get('exportTo').texts(),
      http: spec
        .get('http')
        .items()
        .map(route => decodeHttpRoute(route, metadata.namespace)),
      tls: spec.get('tls').items().map(decodeStreamRoute),
      tcp: spec.get('tcp').items().map(decodeStreamRoute),
    };
  },
);

function decodeHttpRoute(route: Field, namespace: string): HttpRoute {
  const redirect = route.get('redirect');
  const delegate = route.get('delegate');
  const mirror = route.get('mirror');
  return {
    name: route.get('name').textOr(''),
    match: route.get('match').items().map(decodeHttpMatch),
    route: route.get('route').items().map(decodeDestination),
    redirect: redirect.present
      ? { uri: redirect.get('uri').text() }
      : undefined,
    directResponse: route.get('directResponse').get('status').number(),
    delegate: delegate.present
      ? {
          namespace: delegate.get('namespace').text() || namespace,
          name: delegate.get('name').textOr(''),
        }
      : undefined,
    mirrors: [
      ...(mirror.present ? [decodeHost(mirror, mirrored(route))] : []),
      ...route
        .get('mirrors')
        .items()
        .map(item =>
          decodeHost(
            item.get('destination'),
            item.get('percentage').get('value').numberOr(100),
          ),
        ),
    ],
  };
}

/** Percent of requests that are mirrored; all unless said otherwise. */
function mirrored(route: Field): number {
  return (
    route.get('mirrorPercentage').get('value').number() ??
    route.get('mirrorPercent').numberOr(100)
  );
}

function decodeDestination(field: Field): RouteDestination {
  return decodeHost(field.get('destination'), field.get('weight').numberOr(0));
}

function decodeHost(destination: Field, weight: number): RouteDestination {
  return {
    host: destination.get('host').textOr(''),
    subset: destination.get('subset').textOr(''),
    port: destination.get('port').get('number').port(),
    weight,
  };
}

function decodeHttpMatch(match: Field): HttpMatch {
  return {
    uri: decodeText(match.get('uri')),
    ignoreUriCase: match.get('ignoreUriCase').flag() ?? false,
    scheme: decodeText(match.get('scheme')),
    method: decodeText(match.get('method')),
    authority: decodeText(match.get('authority')),
    headers: decodeTexts(match.get('headers')),
    withoutHeaders: decodeTexts(match.get('withoutHeaders')),
    queryParams: decodeTexts(match.get('queryParams')),
    port: match.get('port').port(),
    sourceLabels: decodeLabels(match.get('sourceLabels')),
    sourceNamespace: match.get('sourceNamespace').text() || undefined,
    gateways: match.get('gateways').texts(),
  };
}

function decodeTexts(field: Field): ReadonlyMap<string, TextMatch> {
  return new Map(
    field
      .entries()
      .map(
        ([name, match]) =>
          [name, decodeText(match) ?? { kind: 'present', value: '' }] as const,
      ),
  );
}

function decodeText(field: Field): TextMatch | undefined {
  if (!field.present) return undefined;
  for (const kind of ['exact', 'prefix', 'regex'] as const) {
    const value = field.get(kind).text();
    if (value !== undefined) return { kind, value };
  }
  return { kind: 'present', value: '' };
}

function decodeStreamRoute(route: Field): StreamRoute {
  return {
    match: route.get('match').items().map(decodeStreamMatch),
    route: route.get('route').items().map(decodeDestination),
  };
}

function decodeStreamMatch(match: Field): StreamMatch {
  return {
    sniHosts: match.get('sniHosts').texts(),
    destinationSubnets: match.get('destinationSubnets').texts(),
    port: match.get('port').port(),
    sourceLabels: decodeLabels(match.get('sourceLabels')),
    sourceNamespace: match.get('sourceNamespace').text() || undefined,
    gateways: match.get('gateways').texts(),
  };
}
