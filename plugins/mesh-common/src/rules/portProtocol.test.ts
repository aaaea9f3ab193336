import {
  isHttpOrDetected,
  listenerProtocol,
  portProtocol,
} from './portProtocol';

const at = (
  name: string,
  appProtocol?: string,
  number = 1234,
  protocol = 'TCP',
) => portProtocol({ name, appProtocol, number, protocol });

describe('portProtocol, reference 3.4', () => {
  it.each([
    ['http', 'http', 'http'],
    ['http2', 'http2', 'http'],
    ['https', 'https', 'tcp'],
    ['grpc', 'grpc', 'http'],
    ['grpc-web', 'grpc-web', 'http'],
    ['tcp', 'tcp', 'tcp'],
    ['tls', 'tls', 'tcp'],
    ['udp', 'udp', 'none'],
    ['mongo', 'mongo', 'tcp'],
    ['redis', 'redis', 'tcp'],
    ['mysql', 'mysql', 'tcp'],
    ['hbone', 'hbone', 'none'],
    ['metrics', 'detect', 'detect'],
    ['', 'detect', 'detect'],
  ] as const)('a port named "%s" is %s: %s', (name, expected, treatment) => {
    expect(at(name)).toBe(expected);
    expect(at('', name)).toBe(expected);
    expect(at(name.toUpperCase())).toBe(expected);
    expect(listenerProtocol(expected)).toBe(treatment);
    expect(isHttpOrDetected(expected)).toBe(
      treatment === 'http' || treatment === 'detect',
    );
  });

  it.each([
    ['http-metrics', 'http'],
    ['tcp-http', 'tcp'],
    ['grpc-web-ui', 'grpc-web'],
    ['grpc-ui', 'grpc'],
    ['httpx', 'detect'],
    ['metrics-http', 'detect'],
    ['-http', 'detect'],
  ])('a name counts up to its first dash: %s is %s', (name, expected) => {
    expect(at(name)).toBe(expected);
  });

  it.each([
    ['kubernetes.io/h2c', 'http2'],
    ['kubernetes.io/ws', 'http'],
    ['kubernetes.io/wss', 'https'],
    ['kubernetes.io/other', 'detect'],
    ['HTTP', 'http'],
  ])('appProtocol %s is %s, whatever the name', (appProtocol, expected) => {
    expect(at('redis', appProtocol)).toBe(expected);
  });

  it('a name of Kubernetes counts as appProtocol only', () => {
    expect(at('kubernetes.io/h2c')).toBe('detect');
  });

  it.each([25, 53, 3306, 27017])(
    'at port %d the server speaks first, so nothing is looked at',
    number => {
      expect(at('', undefined, number)).toBe('tcp');
      expect(at('http', undefined, number)).toBe('http');
      expect(at('', undefined, number + 1)).toBe('detect');
    },
  );

  it('UDP stays UDP', () => {
    expect(at('http', 'http', 80, 'UDP')).toBe('udp');
  });
});
