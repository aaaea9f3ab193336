import type { ClusterName } from '@meshwise/backstage-plugin-mesh-common';
import type {
  ObjectWriter,
  ObjectWriters,
  WriterRefused,
} from '../kubernetes/ObjectWriter';

/**
 * Works in one cluster with its writer. The writer lives as long as the work: then its connections are closed, and its
 * credential is forgotten.
 */
export async function withWriter<T>(
  options: {
    readonly writers: ObjectWriters;
    readonly cluster: ClusterName;
    /** Id under which the API server logs the requests. */
    readonly operation?: string;
    readonly signal: AbortSignal;
    /** What it means that the cluster cannot be written. */
    readonly refused: (failure: WriterRefused) => T;
  },
  work: (writer: ObjectWriter, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { writers, cluster, operation, refused } = options;
  const end = new AbortController();
  const signal = AbortSignal.any([options.signal, end.signal]);
  try {
    const opened = await writers.open(cluster, signal, operation);
    return opened.code === 'refused'
      ? refused(opened)
      : await work(opened.writer, signal);
  } finally {
    end.abort();
  }
}
