import {
  answer,
  flows,
  Snapshot,
  tenancy,
  trustMatrix,
} from '@meshwise/backstage-plugin-mesh-common';
import { exampleFleet } from '../__testUtils__/exampleFleet';

describe('rules on the example fleet', () => {
  let fleet: Snapshot;

  beforeAll(async () => {
    fleet = await exampleFleet();
  });

  it('ocp-legacy has a control plane for each flow, blue carrying and green standing by', () => {
    const { layout, flows: found } = answer(fleet, flows, 'ocp-legacy').value;
    expect(layout).toBe('split');
    expect(
      found.map(({ flow, active, standby, gaps }) => [
        flow,
        active?.revision,
        standby.map(({ revision, equality }) => [
          revision,
          equality?.version,
          equality?.roots,
        ]),
        gaps,
      ]),
    ).toEqual([
      ['ingress', 'ingress-blue', [['ingress-green', true, true]], []],
      ['application', 'app-blue', [['app-green', false, true]], []],
      ['egress', 'egress-blue', [['egress-green', true, true]], []],
    ]);
  });

  it('trust follows the meshes, in both directions', () => {
    const { parties, cells } = answer(fleet, trustMatrix, undefined).value;
    const prod = (index: number) =>
      /^(eu-west|us-east)/.test(parties[index].cluster);
    for (const { truster, trusted, verdict } of cells)
      expect(verdict).toBe(prod(truster) && prod(trusted) ? 'yes' : 'no');
  });

  it("payments is isolated wherever it runs, and legacy-tools is nobody's", () => {
    const { tenants, unclaimed } = answer(fleet, tenancy, undefined).value;
    const payments = tenants
      .find(({ tenant }) => tenant === 'team-payments')
      ?.namespaces.find(({ namespace }) => namespace === 'payments');
    expect(
      payments?.clusters.map(({ cluster, isolation: { state, quota } }) => [
        cluster,
        state,
        quota,
      ]),
    ).toEqual([
      ['eu-west-1', 'isolated', true],
      ['eu-west-2', 'isolated', true],
      ['us-east-1', 'isolated', true],
    ]);
    expect(unclaimed.map(({ namespace }) => namespace)).toEqual([
      'legacy-tools',
    ]);
  });

  it('members of OpenShift Service Mesh 2 are in the mesh although each pod asks for its sidecar', () => {
    const { tenants } = answer(fleet, tenancy, undefined).value;
    const states = tenants.flatMap(({ namespaces }) =>
      namespaces
        .filter(({ namespace }) =>
          ['shop-classic', 'loyalty'].includes(namespace),
        )
        .map(({ namespace, clusters: [{ isolation }] }) => [
          namespace,
          isolation.mtls,
        ]),
    );
    expect(states).toEqual([
      ['loyalty', 'STRICT'],
      ['shop-classic', 'STRICT'],
    ]);
  });
});
