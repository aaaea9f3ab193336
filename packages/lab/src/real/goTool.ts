import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The Go release the machine has, for instance `go1.26.8`. */
export async function goVersion(): Promise<string> {
  return (await go(['env', 'GOVERSION'])).trim();
}

/** Downloads a Go module, or finds it in the module cache, and returns the folder that holds its files. */
export async function downloadModule(moduleAtVersion: string): Promise<string> {
  const answer: unknown = JSON.parse(
    await go(['mod', 'download', '-json', moduleAtVersion]),
  );
  if (
    typeof answer === 'object' &&
    answer !== null &&
    'Dir' in answer &&
    typeof answer.Dir === 'string'
  ) {
    return answer.Dir;
  }
  throw new Error(
    `go mod download ${moduleAtVersion} names no folder: ${JSON.stringify(
      answer,
    )}`,
  );
}

async function go(args: readonly string[]): Promise<string> {
  try {
    return (await execute('go', args)).stdout;
  } catch (error) {
    if (isMissing(error)) {
      throw new Error(
        'The real engine needs Go 1.26 or later, and no "go" is on the PATH. Install Go, or use the embedded engine.',
        { cause: error },
      );
    }
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
