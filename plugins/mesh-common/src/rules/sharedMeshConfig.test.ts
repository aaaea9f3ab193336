import { fleet } from '../__testUtils__/fleet';
import { docs, istiod } from '../__testUtils__/meshYaml';
import { Mesh } from '../model/mesh';
import { allViews } from './allViews';
import { answer } from './answer';
import { seesMeshConfig } from './seesMeshConfig';

const shared = (mesh: string, name = 'istio-shared') => `
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: istio-system}
data: {mesh: '{${mesh}}', meshNetworks: '{networks: {n9: {}}}'}
`;

const fleetOf = (own: string, config: string, name = 'istio-shared') =>
  fleet({
    c1: docs(
      istiod('c1', {
        mesh: own,
        env: `{name: SHARED_MESH_CONFIG, value: ${name}}`,
      }),
      config,
    ),
  });

const viewOf = (...asked: Parameters<typeof fleetOf>) =>
  answer(fleetOf(...asked), allViews, undefined).value[0];

describe('mesh config over a shared one, reference 1.3', () => {
  it.each([
    ['only the shared one writes it', '', 'trustDomain: a', 'a'],
    ['only the own one writes it', 'trustDomain: b', '', 'b'],
    ['both write it', 'trustDomain: b', 'trustDomain: a', 'b'],
    ['nobody does', '', '', 'cluster.local'],
  ])('trustDomain, %s', (_, own, text, trustDomain) => {
    expect(viewOf(own, shared(text)).settings.trustDomain).toBe(trustDomain);
  });

  it('aliases add up', () => {
    const { settings } = viewOf(
      'trustDomainAliases: [a1, a2]',
      shared('trustDomainAliases: [a0, a1]'),
    );
    expect(settings.trustDomainAliases).toEqual(['a0', 'a1', 'a2']);
  });

  it('a default that is written counts as written', () => {
    const { settings } = viewOf(
      'enableAutoMtls: true',
      shared('enableAutoMtls: false'),
    );
    expect(settings.enableAutoMtls).toBe(true);
    expect(
      viewOf('', shared('enableAutoMtls: false')).settings.enableAutoMtls,
    ).toBe(false);
  });

  it('mesh networks are not shared', () => {
    expect(viewOf('', shared('')).networks).toEqual([]);
  });

  it.each([
    ['istio-shared', true],
    ['elsewhere', false],
  ])('named %s it is seen: %s', (name, seen) => {
    const snapshot = fleetOf('', shared('', name), name);
    const rule = {
      source: '1.3',
      ask: (mesh: Mesh) =>
        mesh.ask(allViews, undefined).map(view => seesMeshConfig(mesh, view)),
    };
    expect(answer(snapshot, rule, undefined).value).toEqual([seen]);
  });

  it('of an external istiod lies in the cluster that it reads, not in the one that it runs in', () => {
    const external = istiod('c2', {
      env: '{name: SHARED_MESH_CONFIG, value: istio-shared}',
    }).replace(
      'containers: [',
      'volumes: [{name: kubeconfig, secret: {secretName: istio-kubeconfig}}], containers: [',
    );
    const views = (c1: string, c2: string) =>
      answer(
        fleet({ c1: docs(external, c1), c2: docs(INJECTOR, c2) }),
        {
          source: '1.3',
          ask: (mesh: Mesh) =>
            mesh
              .ask(allViews, undefined)
              .map(view => [
                view.settings.trustDomain,
                seesMeshConfig(mesh, view),
              ]),
        },
        undefined,
      ).value;
    expect(views('', shared('trustDomain: a'))).toEqual([['a', true]]);
    expect(views(shared('trustDomain: a'), '')).toEqual([
      ['cluster.local', false],
    ]);
  });
});

/** What makes the cluster known under its ID. */
const INJECTOR = `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-sidecar-injector, namespace: istio-system}
data: {values: '{"global": {"multiCluster": {"clusterName": "c2"}}}'}
`;
