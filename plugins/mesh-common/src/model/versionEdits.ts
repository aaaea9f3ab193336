import { ApplyChange, VersionChange } from './change';
import { RecordKey } from './record';
import { Snapshot } from './snapshot';

/** The istiods with the image of another version. */
export function versionEdits(
  snapshot: Snapshot,
  { cluster: only, deployment: named, version, except }: VersionChange,
): readonly ApplyChange<'Deployment'>[] {
  return snapshot.clusterNames
    .filter(cluster => only === undefined || only === cluster)
    .flatMap(cluster =>
      (snapshot.view(cluster, 'Deployment')?.table.list() ?? []).flatMap(
        ({ istiod, ...deployment }): readonly ApplyChange<'Deployment'>[] => {
          if (!istiod || (named && !isNamed(deployment, named))) return [];
          const image = `${repositoryOf(istiod.image)}:${version}`;
          const changed = { ...istiod, image, ...(except && { except }) };
          const record = { ...deployment, istiod: changed };
          return [{ code: 'apply', cluster, kind: 'Deployment', record }];
        },
      ),
    );
}

/** An image without tag and digest; a colon before the last slash belongs to the registry's port. */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

function isNamed(object: RecordKey, { namespace, name }: RecordKey): boolean {
  return object.namespace === namespace && object.name === name;
}
