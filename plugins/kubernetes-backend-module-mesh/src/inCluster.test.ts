import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { promisify } from 'node:util';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { SERVICEACCOUNT_CA_PATH } from '@backstage/plugin-kubernetes-common';

/** Runs it in a process of its own: Jest cannot load the Kubernetes client, which is an ES module. */
async function inClusterOf(
  prefix: string,
  environment: Record<string, string>,
): Promise<unknown> {
  const script = `
    const { inCluster } = require(${JSON.stringify(
      join(__dirname, 'inCluster'),
    )});
    inCluster(${JSON.stringify(prefix)}).then(
      found => console.log(JSON.stringify(found)),
      error => console.log(JSON.stringify(error.message)),
    );`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--require', '@backstage/cli-node/config/nodeTransform.cjs', '-e', script],
    { env: { PATH: process.env.PATH, ...environment }, cwd: __dirname },
  );
  return JSON.parse(stdout);
}

describe('inCluster', () => {
  const directory = createMockDirectory();

  it('finds the API server and the CA of the own cluster', async () => {
    const ca = join(directory.path, SERVICEACCOUNT_CA_PATH);
    await mkdir(dirname(ca), { recursive: true });
    await writeFile(ca, rootCertificates[0]);
    const found = await inClusterOf(directory.path, {
      KUBERNETES_SERVICE_HOST: 'fd00::1',
      KUBERNETES_SERVICE_PORT: '443',
    });
    expect(found).toEqual({
      url: 'https://[fd00::1]:443',
      ca: rootCertificates[0],
    });
  });

  it('says so when the process does not run in a cluster', async () => {
    const message = await inClusterOf(directory.path, {});
    expect(message).toBe('the backend does not run in a Kubernetes cluster');
  });
});
