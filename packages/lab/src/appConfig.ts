import { SignInClusterEntry } from './fleet/fleetFile';

/** A served cluster as the portal needs to know it. */
export interface ConfiguredCluster {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  /** PEM. */
  readonly caCertificate: string;
  readonly readerToken: string;
  /** File that holds the token of the writer. */
  readonly writerTokenFile: string;
}

/** The part of a Backstage configuration that makes a portal use the clusters of a lab. */
export function appConfig(
  clusters: readonly ConfiguredCluster[],
  listed: readonly SignInClusterEntry[],
): object {
  return {
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            ...clusters.map(
              ({ name, title, url, caCertificate, readerToken }) => ({
                name,
                title,
                url,
                authProvider: 'serviceAccount',
                serviceAccountToken: readerToken,
                caData: Buffer.from(caCertificate).toString('base64'),
              }),
            ),
            ...listed.map(({ name, title }) => ({
              name,
              title,
              // Nobody serves it: a portal can list the cluster and must not call it without a user's token.
              url: `https://${name}.invalid`,
              authProvider: 'oidc',
              oidcTokenProvider: 'example',
            })),
          ],
        },
      ],
    },
    mesh: {
      writers: clusters.map(({ name, writerTokenFile }) => ({
        cluster: name,
        tokenFile: writerTokenFile,
      })),
    },
  };
}
