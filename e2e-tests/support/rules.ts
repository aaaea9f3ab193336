import { apiServer } from './clusters';

const PRIMARIES = ['eu-west-1', 'eu-west-2', 'us-east-1'];

/** What the API servers of the primaries of mesh `prod` hold of the rules that steer calls in a namespace, a line each. */
export async function steering(namespace: string): Promise<readonly string[]> {
  const found = await Promise.all(
    PRIMARIES.map(cluster => steeringIn(cluster, namespace)),
  );
  return found.flat();
}

/** The same of one cluster. */
export async function steeringIn(
  cluster: string,
  namespace: string,
): Promise<readonly string[]> {
  const found = await Promise.all(
    ['DestinationRule', 'VirtualService'].map(async kind => {
      const objects = await apiServer(cluster).list({
        apiVersion: 'networking.istio.io/v1',
        kind,
        namespace,
      });
      return objects.map(({ metadata, spec }) =>
        [cluster, kind, metadata.name, JSON.stringify(spec)].join(' '),
      );
    }),
  );
  return found.flat().sort();
}
