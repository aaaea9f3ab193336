import {
  GatewayAddress,
  GatewayApiMatch,
  GatewayApiRef,
  GatewayApiRouteRecord,
  GatewayApiRule,
  GatewayClassRecord,
  KubernetesGatewayListener,
  KubernetesGatewayRecord,
  ReferenceGrantRecord,
} from '../model/records/gatewayApi';
import { TextMatch } from '../model/records/virtualService';
import { decodeConditions } from './conditions';
import { decoder } from './decoder';
import { Field } from './field';
import { decodeSelector } from './selector';

const GROUP = 'gateway.networking.k8s.io';

/** Decoder of Gateways of the Gateway API. @public */
export const decodeKubernetesGateway = decoder<KubernetesGatewayRecord>(
  (object, metadata) => {
    const spec = object.get('spec');
    const status = object.get('status');
    return {
      ...metadata,
      className: spec.get('gatewayClassName').textOr(''),
      listeners: spec.get('listeners').items().map(decodeListener),
      addresses: spec.get('addresses').items().map(decodeAddress),
      statusAddresses: status.get('addresses').items().map(decodeAddress),
      programmed: decodeConditions(status.get('conditions')).get('Programmed')
        ?.holds,
    };
  },
);

/** Decoder of GatewayClasses. @public */
export const decodeGatewayClass = decoder<GatewayClassRecord>(
  (object, metadata) => ({
    ...metadata,
    controllerName: object.get('spec').get('controllerName').textOr(''),
  }),
);

/** Decoder of HTTPRoutes and GRPCRoutes. @public */
export const decodeGatewayApiRoute = decoder<GatewayApiRouteRecord>(
  (object, metadata) => {
    const spec = object.get('spec');
    return {
      ...metadata,
      parents: spec
        .get('parentRefs')
        .items()
        .map(parent => ({
          ...decodeRef(parent, {
            group: GROUP,
            kind: 'Gateway',
            namespace: metadata.namespace,
          }),
          sectionName: parent.get('sectionName').text(),
        })),
      hostnames: spec.get('hostnames').texts(),
      rules: spec
        .get('rules')
        .items()
        .map(rule => decodeRule(rule, metadata.namespace)),
    };
  },
);

/** Decoder of ReferenceGrants. @public */
export const decodeReferenceGrant = decoder<ReferenceGrantRecord>(
  (object, metadata) => ({
    ...metadata,
    from: object
      .get('spec')
      .get('from')
      .items()
      .map(from => ({
        group: from.get('group').textOr(''),
        kind: from.get('kind').textOr(''),
        namespace: from.get('namespace').textOr(''),
      })),
    to: object
      .get('spec')
      .get('to')
      .items()
      .map(to => ({
        group: to.get('group').textOr(''),
        kind: to.get('kind').textOr(''),
        name: to.get('name').text(),
      })),
  }),
);

function decodeListener(listener: Field): KubernetesGatewayListener {
  const tls = listener.get('tls');
  const namespaces = listener.get('allowedRoutes').get('namespaces');
  return {
    name: listener.get('name').textOr(''),
    port: listener.get('port').requiredPort(),
    protocol: listener.get('protocol').textOr(''),
    hostname: listener.get('hostname').text(),
    tlsMode: tls.present ? tls.get('mode').textOr('Terminate') : undefined,
    tlsOptions: tls.get('options').textMap(),
    routesFrom: decodeFrom(namespaces.get('from')),
    routeNamespaces: decodeSelector(namespaces.get('selector')),
  };
}

function decodeFrom(field: Field): KubernetesGatewayListener['routesFrom'] {
  const from = field.textOr('Same');
  return from === 'All' || from === 'Selector' ? from : 'Same';
}

function decodeAddress(address: Field): GatewayAddress {
  return {
    type: address.get('type').text(),
    value: address.get('value').textOr(''),
  };
}

function decodeRef(
  ref: Field,
  defaults: {
    readonly group: string;
    readonly kind: string;
    readonly namespace: string;
  },
): GatewayApiRef {
  return {
    group: ref.get('group').textOr(defaults.group),
    kind: ref.get('kind').textOr(defaults.kind),
    namespace: ref.get('namespace').text() || defaults.namespace,
    name: ref.get('name').textOr(''),
    port: ref.get('port').port(),
  };
}

function decodeRule(rule: Field, namespace: string): GatewayApiRule {
  const service = { group: '', kind: 'Service', namespace };
  const filters = rule.get('filters').items();
  return {
    matches: rule.get('matches').items().map(decodeMatch),
    backends: rule
      .get('backendRefs')
      .items()
      .map(backend => ({
        ...decodeRef(backend, service),
        weight: backend.get('weight').numberOr(1),
      })),
    redirect: filters
      .filter(filter => filter.get('type').text() === 'RequestRedirect')
      .map(filter => decodeRedirect(filter.get('requestRedirect')))[0],
    mirrors: filters
      .filter(filter => filter.get('type').text() === 'RequestMirror')
      .map(filter =>
        decodeRef(filter.get('requestMirror').get('backendRef'), service),
      ),
  };
}

function decodeRedirect(redirect: Field): GatewayApiRule['redirect'] {
  const path = redirect.get('path');
  return {
    uri:
      path.get('replaceFullPath').text() ??
      path.get('replacePrefixMatch').text(),
  };
}

function decodeMatch(match: Field): GatewayApiMatch {
  // A text in HTTPRoutes, an object that names the path in GRPCRoutes.
  const method = match.get('method');
  const verb = method.scalar()?.toString();
  return {
    path:
      method.present && verb === undefined
        ? decodeCall(method)
        : decodePath(match.get('path')),
    headers: decodeNamed(match.get('headers')),
    queryParams: decodeNamed(match.get('queryParams')),
    method: verb,
  };
}

/** Path of a gRPC call: `/service/method`. */
function decodeCall(call: Field): GatewayApiMatch['path'] {
  const service = call.get('service').text();
  const method = call.get('method').text();
  if (call.get('type').text() === 'RegularExpression')
    return {
      kind: 'regex',
      value: `/${service ?? '[^/]+'}/${method ?? '[^/]+'}`,
    };
  if (service === undefined)
    return { kind: 'regex', value: `/[^/]+/${method ?? '[^/]+'}` };
  return method === undefined
    ? { kind: 'pathprefix', value: `/${service}/` }
    : { kind: 'exact', value: `/${service}/${method}` };
}

function decodePath(path: Field): GatewayApiMatch['path'] {
  const value = path.get('value').textOr('/');
  switch (path.get('type').textOr('PathPrefix')) {
    case 'Exact':
      return { kind: 'exact', value };
    case 'RegularExpression':
      return { kind: 'regex', value };
    default:
      return { kind: 'pathprefix', value };
  }
}

function decodeNamed(field: Field): ReadonlyMap<string, TextMatch> {
  return new Map(
    field.items().map(item => [
      item.get('name').textOr(''),
      {
        kind:
          item.get('type').text() === 'RegularExpression'
            ? ('regex' as const)
            : ('exact' as const),
        value: item.get('value').textOr(''),
      },
    ]),
  );
}
