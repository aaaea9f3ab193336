import { fleet } from '../../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../../__testUtils__/meshYaml';
import { answer } from '../answer';
import { reachClients } from './reachClients';

function clients(...more: readonly string[]) {
  const snapshot = fleet({
    c1: docs(
      istiod('c1', { watches: ['c1', 'c2'] }),
      ...['alpha', 'shop', 'web'].map(name => namespace(name)),
      workload('shop/cart'),
      workload('shop/checkout', { addresses: '10.0.1' }),
      workload('alpha/jobs', { addresses: '10.0.2' }),
      workload('web/front', { addresses: '10.0.3', pods: 2 }),
      ...more,
    ),
    c2: docs(namespace('web'), workload('web/far', { cluster: 'c2' })),
  });
  return answer(snapshot, reachClients, {
    cluster: 'c1',
    service: { namespace: 'shop', name: 'cart' },
  }).value.map(
    ({ namespace: home, name, pods, visible }) =>
      `${home}/${name} ${pods}${visible ? '' : ' blind'}`,
  );
}

/** A Sidecar for pods of one app, which imports nothing of shop. */
const blindfold = (key: string, app: string) =>
  config(
    'Sidecar',
    key,
    `{workloadSelector: {labels: {app: ${app}}}, egress: [{hosts: ['./*']}]}`,
  );

describe('reachClients, reference 8', () => {
  it('are the workloads of the cluster, those of other namespaces first', () => {
    expect(clients()).toEqual([
      'alpha/jobs 1',
      'web/front 2',
      'shop/cart 1',
      'shop/checkout 1',
    ]);
  });

  it('come last where their Sidecar hides the service', () => {
    expect(clients(blindfold('alpha/blind', 'jobs'))).toEqual([
      'web/front 2',
      'shop/cart 1',
      'shop/checkout 1',
      'alpha/jobs 1 blind',
    ]);
  });

  it('are named once; who sees the service speaks for pods of the same name that do not', () => {
    const other = workload('web/front-old', {
      addresses: '10.0.4',
      labels: 'service.istio.io/canonical-name: front',
    });
    expect(clients(other, blindfold('web/blind', 'front'))).toContain(
      'web/front 1',
    );
  });
});
