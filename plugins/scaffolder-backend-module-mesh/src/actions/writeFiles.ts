import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import type { PlanFile } from '@meshwise/backstage-plugin-mesh-common';

/** Writes files below a folder of the workspace. Refuses paths that leave it, that lead through a link, or into `.git`. */
export async function writeFiles(
  workspace: string,
  folder: string,
  files: readonly PlanFile[],
): Promise<void> {
  for (const { path, content } of files) {
    const file = resolveSafeChildPath(workspace, join(folder, path));
    await requirePlain(workspace, file);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

async function requirePlain(workspace: string, file: string): Promise<void> {
  let path = workspace;
  for (const segment of relative(workspace, file).split(sep)) {
    path = join(path, segment);
    if (segment.toLowerCase() === '.git') {
      throw new InputError('Objects cannot be written into .git');
    }
    if (await isLink(path)) {
      throw new InputError(
        `${relative(
          workspace,
          path,
        )} is a link. Objects are not written through links`,
      );
    }
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') return false;
    throw error;
  }
}
