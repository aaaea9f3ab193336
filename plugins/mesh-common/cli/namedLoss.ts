import { localityOfNode } from '../src/model/nodeLocality';
import { Snapshot } from '../src/model/snapshot';
import { FleetLoss } from '../src/rules/fleetLoss';
import { WrongInput } from './wrongInput';

const FORMS = 'cluster=NAME, zone=REGION/ZONE or gateway=CLUSTER';

/** The loss that `--lose` names; what is lost must be there. */
export function namedLoss(
  snapshot: Snapshot,
  text: string | undefined,
): FleetLoss {
  if (text === undefined)
    throw new WrongInput(`Nothing is said to be lost. Say --lose ${FORMS}.`);
  const [what, name, ...rest] = text.split('=');
  if (!name || rest.length > 0) throw unknownLoss(text);
  switch (what) {
    case 'cluster':
      return { code: 'cluster', cluster: knownCluster(snapshot, name) };
    case 'gateway':
      return { code: 'gateways', cluster: knownCluster(snapshot, name) };
    case 'zone':
      return { code: 'locality', locality: knownZone(snapshot, name) };
    default:
      throw unknownLoss(text);
  }
}

function unknownLoss(text: string): WrongInput {
  return new WrongInput(`"${text}" cannot be lost. Say --lose ${FORMS}.`);
}

function knownCluster({ clusterNames }: Snapshot, name: string): string {
  if (clusterNames.includes(name)) return name;
  throw new WrongInput(
    `The folder has no cluster ${name}. Its clusters are ${clusterNames.join(
      ', ',
    )}.`,
  );
}

function knownZone(snapshot: Snapshot, zone: string): string {
  const zones = new Set(
    snapshot.clusterNames.flatMap(cluster =>
      (snapshot.view(cluster, 'Node')?.table.list() ?? []).map(node => {
        const { region, zone: name } = localityOfNode(node);
        return `${region}/${name}`;
      }),
    ),
  );
  if (zones.has(zone)) return zone;
  throw new WrongInput(
    zones.size === 0
      ? `The zone ${zone} is not known: the folder has no Node.`
      : `No Node of the folder is in the zone ${zone}. Its zones are ${[
          ...zones,
        ]
          .sort()
          .join(', ')}.`,
  );
}
