import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ApiClient } from '../../packages/lab/src/ApiClient';
import { ControlClient } from '../../packages/lab/src/ControlClient';

interface KubernetesConfig {
  readonly kubernetes: {
    readonly clusterLocatorMethods: readonly {
      readonly clusters: readonly {
        readonly name: string;
        readonly url: string;
        readonly caData?: string;
        readonly serviceAccountToken?: string;
      }[];
    }[];
  };
}

/** Breaks and mends the example clusters of the running portal. */
export const control = ControlClient.create();

/** A client of the API server of an example cluster, with the rights of Meshwise's reader: the referee of what is really there. */
export function apiServer(name: string): ApiClient {
  const file = join(__dirname, '..', '..', '.lab', 'app-config.yaml');
  const config: KubernetesConfig = parse(readFileSync(file, 'utf8'));
  const cluster = config.kubernetes.clusterLocatorMethods
    .flatMap(({ clusters }) => clusters)
    .find(candidate => candidate.name === name);
  if (!cluster?.caData)
    throw new Error(`No example cluster ${name} in ${file}`);
  return ApiClient.create({
    url: cluster.url,
    caCertificate: Buffer.from(cluster.caData, 'base64').toString('utf8'),
    token: cluster.serviceAccountToken,
  });
}
