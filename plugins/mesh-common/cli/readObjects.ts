import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document, parseAllDocuments } from 'yaml';
import { ClusterName } from '../src/model/refs';

/** The objects in the YAML files below `<dir>/clusters/<cluster>/`, in order of folder and file name. Letters that a file system does not take are escaped as in URLs. */
export function readObjects(
  dir: string,
): ReadonlyMap<ClusterName, readonly unknown[]> {
  const clusters = join(dir, 'clusters');
  return new Map(
    readdirSync(clusters, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(({ name }) => name)
      .sort()
      .map(
        name => [clusterIn(name), objectsBelow(join(clusters, name))] as const,
      ),
  );
}

function clusterIn(folder: string): ClusterName {
  try {
    return decodeURIComponent(folder);
  } catch {
    return folder;
  }
}

function objectsBelow(dir: string): readonly unknown[] {
  return readdirSync(dir)
    .filter(file => /\.ya?ml$/.test(file))
    .sort()
    .flatMap(file => objectsIn(join(dir, file)));
}

function objectsIn(file: string): readonly unknown[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'), {
    uniqueKeys: false,
  });
  return documents.flatMap(document => objectsOf(document, file));
}

/** A document that is no YAML is named and left out; what stands beside it is still right. */
function objectsOf(document: Document, file: string): readonly unknown[] {
  try {
    if (document.errors.length > 0) throw document.errors[0];
    const object: unknown = document.toJS();
    return isList(object) ? object.items : [object];
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${file}: a document is left out: ${problem}\n`);
    return [];
  }
}

/** What `kubectl get -o yaml` writes for several objects. */
function isList(
  object: unknown,
): object is { readonly items: readonly unknown[] } {
  return (
    typeof object === 'object' &&
    object !== null &&
    'kind' in object &&
    typeof object.kind === 'string' &&
    object.kind.endsWith('List') &&
    'items' in object &&
    Array.isArray(object.items)
  );
}
