import {
  MtlsMode,
  PeerAuthenticationRecord,
} from '../model/records/peerAuthentication';
import { mtlsModeAt, serverMtls } from './serverMtls';

const workload = { namespace: 'shop', labels: new Map([['app', 'cart']]) };

function policy(
  options: Partial<PeerAuthenticationRecord> & { readonly mode: MtlsMode },
): PeerAuthenticationRecord {
  return {
    namespace: 'shop',
    name: 'default',
    uid: '',
    created: 1,
    deleting: false,
    labels: new Map(),
    annotations: new Map(),
    selector: undefined,
    ports: new Map(),
    ...options,
  };
}

const mesh = (mode: MtlsMode) => policy({ namespace: 'istio-system', mode });
const namespace = (mode: MtlsMode) => policy({ mode });
const selected = (mode: MtlsMode, port?: MtlsMode) =>
  policy({
    name: 'cart',
    mode,
    selector: workload.labels,
    ports: new Map(port ? [[8080, port]] : []),
  });

function modes(policies: readonly PeerAuthenticationRecord[]) {
  const mtls = serverMtls({
    policies,
    rootNamespace: 'istio-system',
    workload,
  });
  return [mtlsModeAt(mtls, 8080), mtlsModeAt(mtls, 9090)];
}

describe('serverMtls, reference 7.6', () => {
  it.each([
    ['nothing', [], ['PERMISSIVE', 'PERMISSIVE']],
    ['mesh', [mesh('STRICT')], ['STRICT', 'STRICT']],
    [
      'namespace over mesh',
      [mesh('STRICT'), namespace('PERMISSIVE')],
      ['PERMISSIVE', 'PERMISSIVE'],
    ],
    [
      'port over mesh',
      [mesh('STRICT'), selected('UNSET', 'DISABLE')],
      ['DISABLE', 'STRICT'],
    ],
    [
      'port over workload over namespace',
      [namespace('STRICT'), selected('PERMISSIVE', 'STRICT')],
      ['STRICT', 'PERMISSIVE'],
    ],
    [
      'ports without selector count for nothing',
      [policy({ mode: 'STRICT', ports: new Map([[8080, 'DISABLE']]) })],
      ['STRICT', 'STRICT'],
    ],
    [
      'selectors in the root namespace count for nothing',
      [
        policy({
          namespace: 'istio-system',
          mode: 'STRICT',
          selector: workload.labels,
        }),
      ],
      ['PERMISSIVE', 'PERMISSIVE'],
    ],
  ] as const)('%s', (_, policies, expected) => {
    expect(modes(policies)).toEqual(expected);
  });

  it('takes the oldest policy of a level', () => {
    const younger = policy({ name: 'a', mode: 'STRICT', created: 2 });
    const older = policy({ name: 'b', mode: 'DISABLE', created: 1 });
    expect(modes([younger, older])).toEqual(['DISABLE', 'DISABLE']);
  });
});
