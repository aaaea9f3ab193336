import { fleet } from '../__testUtils__/fleet';
import { docs, istiod } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { clusterPosition } from './clusterPosition';
import { endpoints } from './endpoints';
import { serviceByMesh } from './serviceByMesh';

const SERVICE = { namespace: 'shop', name: 'cart' };

const CART = `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {clusterIP: 10.9.0.1, ports: [{name: http, port: 80}]}
`;

const meshes = (clusters: { readonly [name: string]: string }) => {
  const snapshot = fleet(clusters);
  return serviceByMesh(
    answer(snapshot, endpoints, { service: SERVICE }).value,
    snapshot.clusterNames.map(
      name => answer(snapshot, clusterPosition, name).value,
    ),
  ).map(({ mesh, clusters: parts }) => [
    mesh,
    parts.map(({ cluster }) => cluster),
  ]);
};

/** The primary of a mesh; of two mesh IDs the last one written counts. */
const primary = (id: string, mesh: string) =>
  docs(istiod(id).replaceAll('meshId: prod', `meshId: ${mesh}`), CART);

describe('one name in several meshes, reference 0.1 and 3.1', () => {
  it('is one service in clusters of one mesh', () => {
    expect(
      meshes({ c1: primary('c1', 'prod'), c2: primary('c2', 'prod') }),
    ).toEqual([['prod', ['c1', 'c2']]]);
  });

  it('is another one in each mesh, and nothing is said of clusters without', () => {
    expect(
      meshes({
        c1: primary('c1', 'prod'),
        c2: primary('c2', 'dev'),
        c3: CART,
        c4: primary('c4', 'prod'),
        c5: istiod('c5'),
      }),
    ).toEqual([
      ['dev', ['c2']],
      ['prod', ['c1', 'c4']],
      [undefined, ['c3']],
    ]);
  });
});
