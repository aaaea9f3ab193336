import { readFile } from 'node:fs/promises';
import type { ClusterName } from '@meshwise/backstage-plugin-mesh-common';
import type { ClusterConnection } from '@meshwise/backstage-plugin-mesh-node';
import { Clock } from '../Clock';
import { ApiObjectWriter } from './ApiObjectWriter';
import { ApiServer } from './ApiServer';
import { ObjectWriter, ObjectWriters, WriterRefused } from './ObjectWriter';

/** What {@link TokenFileWriters} is made from. */
export interface TokenFileWritersOptions {
  /** Files with the writers' tokens, by cluster. Looked at whenever a writer is opened. */
  readonly tokenFiles: ReadonlyMap<ClusterName, string>;
  /** Where the clusters are. The reader's credential in it is not used. */
  readonly connections: {
    knows(cluster: ClusterName): boolean;
    connection(cluster: ClusterName): ClusterConnection | undefined;
  };
  readonly clock: Clock;
}

/** Writers whose tokens are in files, which are read when a writer is opened and not before. */
export class TokenFileWriters implements ObjectWriters {
  static create(options: TokenFileWritersOptions): TokenFileWriters {
    return new TokenFileWriters(options);
  }

  private constructor(private readonly options: TokenFileWritersOptions) {}

  writable(cluster: ClusterName): boolean {
    return this.options.tokenFiles.has(cluster);
  }

  async open(
    cluster: ClusterName,
    signal: AbortSignal,
    operation?: string,
  ): Promise<
    { readonly code: 'open'; readonly writer: ObjectWriter } | WriterRefused
  > {
    const { tokenFiles, connections, clock } = this.options;
    if (!connections.knows(cluster)) {
      return refused(
        'unknown-cluster',
        `the cluster "${cluster}" is not configured in the Kubernetes plugin`,
      );
    }
    const file = tokenFiles.get(cluster);
    if (file === undefined) {
      return refused(
        'no-writer',
        `mesh.writers has no entry for the cluster "${cluster}"; add one with the file of the writer's token`,
      );
    }
    const connection = connections.connection(cluster);
    if (!connection) {
      return refused(
        'no-connection',
        `the cluster "${cluster}" has no connection of its own; use an auth provider that works on the server`,
      );
    }
    const credential = async () => {
      const token = (await readFile(file, 'utf8')).trim();
      if (token === '') throw new Error('the token file is empty');
      return { type: 'bearer token', token } as const;
    };
    try {
      await credential();
    } catch {
      return refused(
        'unreadable-token',
        `the tokenFile "${file}" of the cluster "${cluster}" in mesh.writers cannot be read or is empty; correct the path or the rights of the file`,
      );
    }
    const server = ApiServer.create({
      connection: { ...connection, credential },
      clock,
      operation,
    });
    const close = () => void server.close();
    if (signal.aborted) close();
    signal.addEventListener('abort', close, { once: true });
    return { code: 'open', writer: ApiObjectWriter.create(cluster, server) };
  }
}

function refused(
  reason: WriterRefused['reason'],
  message: string,
): WriterRefused {
  return { code: 'refused', reason, message };
}
