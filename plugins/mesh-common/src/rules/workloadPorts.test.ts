import { fleet } from '../__testUtils__/fleet';
import { docs } from '../__testUtils__/meshYaml';
import { twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { workloadPorts } from './workloadPorts';

/** The pod `web/web` with the address 10.1.0.9 and the label `app: web`. */
const POD = { cluster: 'c1', namespace: 'web', pod: 'web' };

const service = (
  options: {
    readonly name?: string;
    readonly selector?: string;
    readonly ports?: string;
  } = {},
) => {
  const {
    name = 'web',
    selector = '{app: web}',
    ports = '[{name: http, port: 80, targetPort: 8080}]',
  } = options;
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: web}
spec: {clusterIP: 10.9.0.5, selector: ${selector}, ports: ${ports}}
`;
};

const slice = (name: string, port: number, address = '10.1.0.9') => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}-1, namespace: web, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
ports: [{name: http, port: ${port}}]
endpoints: [{addresses: [${address}]}]
`;

const entry = (address: string) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: e, namespace: web}
spec: {hosts: [e.example.com], resolution: STATIC, location: MESH_INTERNAL, ports: [{number: 80, name: http, protocol: HTTP, targetPort: 7070}], endpoints: [{address: ${address}}]}
`;

const NONE = '{}';

describe('ports of a workload of its own, reference 3.3', () => {
  it.each<[string, readonly string[], readonly number[]]>([
    ['no service', [], []],
    ['a Service that selects it', [service(), slice('web', 8080)], [8080]],
    [
      'whose slices do not have it (yet)',
      [service(), slice('web', 8080, '10.1.0.7')],
      [8080],
    ],
    ['which has no slice', [service()], [8080]],
    ['a Service that selects others', [service({ selector: '{app: db}' })], []],
    [
      'in spite of a slice that still has it: that slice counts',
      [service({ selector: '{app: db}' }), slice('web', 8080)],
      [8080],
    ],
    [
      'a Service without selector whose slice has it',
      [service({ selector: NONE }), slice('web', 9090)],
      [9090],
    ],
    [
      'beside one that selects it, that does not count',
      [
        service(),
        service({ name: 'manual', selector: NONE }),
        slice('manual', 9090),
      ],
      [8080],
    ],
    [
      'UDP is no port of a listener',
      [
        service({
          ports:
            '[{name: dns, port: 53, targetPort: 53, protocol: UDP}, {name: http, port: 80, targetPort: 8080}]',
        }),
      ],
      [8080],
    ],
    [
      'two Services at different ports',
      [
        service(),
        service({
          name: 'admin',
          ports: '[{name: http, port: 80, targetPort: 9000}]',
        }),
      ],
      [8080, 9000],
    ],
    [
      'a name that no container gives a port',
      [service({ ports: '[{name: http, port: 80, targetPort: web}]' })],
      [],
    ],
    ['a ServiceEntry that has it', [entry('10.1.0.9')], [7070]],
    ['and beside a Service', [service(), entry('10.1.0.9')], [7070, 8080]],
    ['a ServiceEntry of others', [entry('10.1.0.8')], []],
  ])('%s', (_, more, expected) => {
    const yaml = twoClusters();
    const snapshot = fleet({ ...yaml, c1: docs(yaml.c1, ...more) });
    expect(answer(snapshot, workloadPorts, POD).value).toEqual(expected);
  });
});
