import { Memo, Snapshot } from '@meshwise/backstage-plugin-mesh-common';

/** Callers see few different sets of clusters. Of more than this, the set that was not asked for longest starts anew. */
const LIMIT = 8;

/**
 * What was worked out before, for each set of clusters that callers see. They are kept apart: answers about all clusters
 * and about some of them would replace each other with every question.
 */
export class MemoByClusters {
  static create(): MemoByClusters {
    return new MemoByClusters();
  }

  /** In order of use. */
  private readonly memos = new Map<string, Memo>();

  of({ clusterNames }: Snapshot): Memo {
    const key = JSON.stringify(clusterNames);
    const memo = this.memos.get(key) ?? Memo.create();
    this.memos.delete(key);
    this.memos.set(key, memo);
    const [oldest] = this.memos.keys();
    if (this.memos.size > LIMIT) this.memos.delete(oldest);
    return memo;
  }
}
