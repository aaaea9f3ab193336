import { ServiceRef } from '../src/model/refs';
import { Snapshot } from '../src/model/snapshot';
import { WrongInput } from './wrongInput';

/** The service that `--service` names; it must be defined in some cluster. */
export function namedService(
  snapshot: Snapshot,
  text: string | undefined,
): ServiceRef {
  const [namespace, name, ...rest] = text?.split('/') ?? [];
  if (!namespace || !name || rest.length > 0)
    throw new WrongInput(
      text === undefined
        ? 'No service is named. Say --service namespace/name.'
        : `"${text}" does not name a service. Say --service namespace/name.`,
    );
  const service = { namespace, name };
  const isDefined = snapshot.clusterNames.some(cluster =>
    snapshot.view(cluster, 'Service')?.table.get(service),
  );
  if (!isDefined)
    throw new WrongInput(
      `No cluster of the folder defines the Service ${namespace}/${name}. Its clusters are ${snapshot.clusterNames.join(
        ', ',
      )}.`,
    );
  return service;
}
