import { Config } from '@backstage/config';
import { toError } from '@backstage/errors';
import {
  ANNOTATION_KUBERNETES_AUTH_PROVIDER,
  ANNOTATION_KUBERNETES_AWS_ASSUME_ROLE,
  ANNOTATION_KUBERNETES_AWS_EXTERNAL_ID,
  ANNOTATION_KUBERNETES_OIDC_TOKEN_PROVIDER,
} from '@backstage/plugin-kubernetes-common';
import {
  AuthMetadata,
  ClusterDetails,
} from '@backstage/plugin-kubernetes-node';

/** A cluster of the configuration, or what is wrong with it. */
export type ConfiguredCluster =
  | { readonly code: 'readable'; readonly details: ClusterDetails }
  | {
      readonly code: 'invalid';
      readonly name: string;
      readonly authProvider: string;
      readonly reason: string;
    };

/** Short forms of the keys of `authMetadata`, as the Kubernetes plugin accepts them. */
const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['authProvider', ANNOTATION_KUBERNETES_AUTH_PROVIDER],
  ['serviceAccountToken', 'serviceAccountToken'],
  ['assumeRole', ANNOTATION_KUBERNETES_AWS_ASSUME_ROLE],
  ['externalId', ANNOTATION_KUBERNETES_AWS_EXTERNAL_ID],
  ['oidcTokenProvider', ANNOTATION_KUBERNETES_OIDC_TOKEN_PROVIDER],
]);

/**
 * The clusters of `kubernetes.clusterLocatorMethods` with `type: config`, as they are configured now.
 *
 * The Kubernetes plugin reads them too, but once: a cluster that is added to the configuration later would need a
 * restart, and a rotated token would be refused until then. So they are read here again, in the form that its auth
 * strategies expect. Unlike there, a bad entry does not spoil the others.
 */
export function readConfiguredClusters(
  config: Config,
): readonly ConfiguredCluster[] {
  const methods =
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  const known = new Set<string>();
  return methods.flatMap((method, at) => {
    if (method.getOptionalString('type') !== 'config') return [];
    const clusters = method.getOptionalConfigArray('clusters') ?? [];
    return clusters.map((cluster, index) => {
      const key = `kubernetes.clusterLocatorMethods[${at}].clusters[${index}]`;
      const found = readCluster(cluster, key);
      if (found.code === 'readable') {
        const { name } = found.details;
        if (known.has(name)) return duplicate(found.details, key);
        known.add(name);
      }
      return found;
    });
  });
}

function readCluster(cluster: Config, key: string): ConfiguredCluster {
  try {
    const authMetadata = readAuthMetadata(cluster);
    if (!authMetadata[ANNOTATION_KUBERNETES_AUTH_PROVIDER]) {
      throw new Error(
        `${key}.authProvider is missing; name the auth provider of the cluster, e.g. "serviceAccount"`,
      );
    }
    return {
      code: 'readable',
      details: {
        name: cluster.getString('name'),
        title: cluster.getOptionalString('title'),
        url: cluster.getString('url'),
        skipTLSVerify: cluster.getOptionalBoolean('skipTLSVerify') ?? false,
        caData: cluster.getOptionalString('caData'),
        caFile: cluster.getOptionalString('caFile'),
        authMetadata,
      },
    };
  } catch (error) {
    return {
      code: 'invalid',
      name: textOr(cluster, 'name', key),
      authProvider: textOr(cluster, 'authProvider', 'unknown'),
      reason: toError(error).message,
    };
  }
}

function readAuthMetadata(cluster: Config): AuthMetadata {
  const metadata: [string, string][] = [];
  for (const [short, long] of SHORT_FORMS) {
    const value = cluster.getOptionalString(short);
    if (value) metadata.push([long, value]);
  }
  const block = cluster.getOptionalConfig('authMetadata');
  for (const key of Object.keys(cluster.getOptional('authMetadata') ?? {})) {
    const value = block?.getOptionalString(key);
    if (value) metadata.push([key, value]);
  }
  return Object.fromEntries(metadata);
}

function duplicate(details: ClusterDetails, key: string): ConfiguredCluster {
  return {
    code: 'invalid',
    name: `${details.name} (${key})`,
    authProvider: details.authMetadata[ANNOTATION_KUBERNETES_AUTH_PROVIDER],
    reason: `${key}.name is "${details.name}", which another cluster has already; give it a name of its own`,
  };
}

function textOr(config: Config, key: string, other: string): string {
  try {
    return config.getOptionalString(key) ?? other;
  } catch {
    return other;
  }
}
