/** What Istio takes a port for. `detect` = looked at run time. */
export type PortProtocol =
  | 'http'
  | 'http2'
  | 'https'
  | 'grpc'
  | 'grpc-web'
  | 'tcp'
  | 'tls'
  | 'udp'
  | 'mongo'
  | 'redis'
  | 'mysql'
  | 'hbone'
  | 'detect';

const BY_NAME: ReadonlyMap<string, PortProtocol> = new Map([
  ['http', 'http'],
  ['http2', 'http2'],
  ['https', 'https'],
  ['grpc', 'grpc'],
  ['grpc-web', 'grpc-web'],
  ['tcp', 'tcp'],
  ['tls', 'tls'],
  ['udp', 'udp'],
  ['mongo', 'mongo'],
  ['redis', 'redis'],
  ['mysql', 'mysql'],
  ['hbone', 'hbone'],
]);

/** Values of `appProtocol` that Kubernetes itself defines. */
const BY_STANDARD_NAME: ReadonlyMap<string, PortProtocol> = new Map([
  ['kubernetes.io/h2c', 'http2'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'https'],
]);

/** Ports whose server speaks first, so that looking at the client's bytes would hang: SMTP, DNS, MySQL, MongoDB. */
const SERVER_SPEAKS_FIRST: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

/** Protocol of a port: UDP stays UDP, `appProtocol` beats the name, a name counts up to its first dash. Reference 3.4. */
export function portProtocol(port: {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
  readonly appProtocol: string | undefined;
}): PortProtocol {
  if (port.protocol === 'UDP') return 'udp';
  const name = port.appProtocol ?? port.name;
  const standard = port.appProtocol && BY_STANDARD_NAME.get(port.appProtocol);
  if (standard) return standard;
  const named = byName(name);
  if (named) return named;
  return SERVER_SPEAKS_FIRST.has(port.number) ? 'tcp' : 'detect';
}

function byName(text: string): PortProtocol | undefined {
  const exact = BY_NAME.get(text);
  if (exact) return exact;
  const name = text.toLowerCase();
  // It holds a dash itself, so it goes first.
  if (name.startsWith('grpc-web')) return 'grpc-web';
  return BY_NAME.get(name.split('-', 1)[0]);
}

/** How a listener of Envoy treats a protocol; UDP has no listener. */
export type ListenerProtocol = 'http' | 'tcp' | 'detect' | 'none';

/** The treatment of a protocol by a listener. Reference 3.4. */
export function listenerProtocol(protocol: PortProtocol): ListenerProtocol {
  switch (protocol) {
    case 'http':
    case 'http2':
    case 'grpc':
    case 'grpc-web':
      return 'http';
    case 'udp':
    case 'hbone':
      return 'none';
    case 'detect':
      return 'detect';
    default:
      return 'tcp';
  }
}

/** Whether requests of a protocol are routed by host and path, for sure or if they turn out to be HTTP. */
export function isHttpOrDetected(protocol: PortProtocol): boolean {
  const treatment = listenerProtocol(protocol);
  return treatment === 'http' || treatment === 'detect';
}
