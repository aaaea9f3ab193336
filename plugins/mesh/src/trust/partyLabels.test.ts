import { partyLabels } from './partyLabels';

const party = (cluster: string, ...deployments: string[]) => ({
  cluster,
  controlPlanes: deployments.map(deployment => ({
    cluster,
    namespace: 'istio-system',
    deployment,
  })),
});

describe('partyLabels', () => {
  it('are the clusters, and name the control planes where a cluster trusts in several ways', () => {
    expect(
      partyLabels([
        party('eu-west-1', 'blue', 'green'),
        party('us-east-1', 'old'),
        party('us-east-1', 'new', 'next'),
      ]),
    ).toEqual([
      'eu-west-1',
      'us-east-1/istio-system/old',
      'us-east-1/istio-system/new+istio-system/next',
    ]);
  });
});
