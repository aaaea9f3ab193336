import { fleet, seenAs } from '../__testUtils__/fleet';
import { twoClusters } from '../__testUtils__/twoClusters';
import { accessOfAll } from './accessOfAll';
import { AccessVerdict } from './accessToPod';
import { answer } from './answer';
import { callerAccess } from './callerAccess';
import { clientIdentities } from './clientIdentities';
import { workloadIdentities } from './workloadIdentities';

const service = { namespace: 'web', name: 'web' };

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: web}
spec:
  clusterIP: 10.9.0.2
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: 8080}, {name: http-admin, port: 81, targetPort: 8081}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, namespace: web, labels: {kubernetes.io/service-name: web}}
ports: [{name: http, port: 8080}, {name: http-admin, port: 8081}]
endpoints: [{addresses: [10.1.0.9], conditions: {ready: true}, targetRef: {kind: Pod, name: web}}]
`;

const policy = (spec: string) => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: p, namespace: web}
spec: ${spec}
`;

const ask = (...policies: readonly string[]) =>
  answer(
    fleet(twoClusters({ more: [SERVICE, ...policies].join('---') })),
    callerAccess,
    {
      service,
      client: {
        trustDomain: undefined,
        namespace: 'shop',
        serviceAccount: 'cart',
      },
    },
  );

const object = (name: string) => ({
  cluster: 'c1',
  kind: 'AuthorizationPolicy',
  namespace: 'web',
  name,
});

describe('callerAccess, reference 7.7', () => {
  it('is one verdict for all ports', () => {
    expect(ask().value).toEqual([
      { cluster: 'c1', verdict: { code: 'allow', by: [] } },
    ]);
    expect(ask(policy('{}')).value).toEqual([
      {
        cluster: 'c1',
        verdict: { code: 'deny', because: 'not-allowed', by: [object('p')] },
      },
    ]);
  });

  it('depends on the port where ports differ', () => {
    const [{ verdict }] = ask(
      policy('{rules: [{to: [{operation: {ports: ["8080"]}}]}]}'),
    ).value;
    expect(verdict).toEqual({
      code: 'depends',
      on: ['port'],
      by: [object('p')],
    });
  });
});

describe('accessOfAll', () => {
  const allow = (...by: string[]): AccessVerdict => ({
    code: 'allow',
    by: by.map(object),
  });
  const deny = (
    because: 'denied' | 'not-allowed',
    ...by: string[]
  ): AccessVerdict => ({ code: 'deny', because, by: by.map(object) });
  const unknown: AccessVerdict = { code: 'unknown', reason: 'not seen' };

  it.each<[string, readonly AccessVerdict[], AccessVerdict]>([
    ['nobody', [], { code: 'unknown', reason: 'there is nothing to ask' }],
    ['what is not known of one', [allow(), unknown], unknown],
    ['by different policies', [allow('a'), allow('b')], allow('a', 'b')],
    [
      'denials of one sort',
      [deny('denied', 'a'), deny('denied', 'a', 'b')],
      deny('denied', 'a', 'b'),
    ],
    [
      'one of each',
      [allow('a'), deny('denied', 'b')],
      {
        code: 'depends',
        on: ['service account'],
        by: [object('a'), object('b')],
      },
    ],
    [
      'what depends already',
      [
        { code: 'depends', on: ['paths'], by: [object('a')] },
        { code: 'depends', on: ['methods'], by: [object('a')] },
      ],
      { code: 'depends', on: ['paths', 'methods'], by: [object('a')] },
    ],
  ])('%s', (_, verdicts, expected) => {
    expect(accessOfAll(verdicts, 'service account')).toEqual(expected);
  });
});

describe('identities, reference 7.1', () => {
  const snapshot = fleet(twoClusters({ more: SERVICE }));

  it('carry the trust domain of the control plane that signs', () => {
    expect(
      answer(snapshot, workloadIdentities, { cluster: 'c1', service }).value,
    ).toMatchObject([
      {
        pods: 1,
        guard: 'sidecar',
        spiffeId: expect.stringMatching(
          /^spiffe:\/\/cluster\.local\/ns\/web\/sa\//,
        ),
      },
    ]);
  });

  it('are not known while mesh config cannot be seen', () => {
    const blind = seenAs(snapshot, {
      cluster: 'c1',
      kind: 'MeshConfig',
      state: 'timeout',
    });
    const { value, gaps } = answer(blind, workloadIdentities, {
      cluster: 'c1',
      service,
    });
    expect(value).toMatchObject([{ pods: 1, spiffeId: undefined }]);
    expect(gaps.map(({ kind }) => kind)).toContain('MeshConfig');
  });

  it('list everybody who could call with a certificate, once', () => {
    expect(
      answer(snapshot, clientIdentities, 'c1').value.map(
        ({ namespace }) => namespace,
      ),
    ).toEqual(['web']);
  });
});
