import type { DatabaseService } from '@backstage/backend-plugin-api';
import type {
  ClusterName,
  Instant,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import type { Knex } from 'knex';
import type { ItemRow, OperationRow } from '../operations/operationRows';

/** An operation that is in force for a time only. */
export interface EndingOperation {
  readonly id: string;
  readonly requester: string;
  readonly summary: string;
  readonly createdAt: Instant;
  readonly endsAt: Instant;
  readonly services: readonly ServiceRef[];
  readonly clusters: readonly ClusterName[];
}

/** States in which something of an operation may be in force. */
const IN_FORCE: readonly OperationRow['state'][] = [
  'done',
  'partial',
  'stuck',
  'accepted-partial',
];

/** Nobody is told of what ended longer ago. */
const OLDEST_MS = 30 * 24 * 60 * 60_000;

/** Operations of the journal that have an end. */
export class EndingOperations {
  /** The tables must be there. */
  static async create(options: {
    readonly database: DatabaseService;
  }): Promise<EndingOperations> {
    return new EndingOperations(await options.database.getClient());
  }

  private constructor(private readonly db: Knex) {}

  /** Those that end until then and are still in force: not undone, and nobody has written all of their objects again. */
  async until(end: Instant): Promise<readonly EndingOperation[]> {
    const rows = await this.db<OperationRow>('operations')
      .whereIn('state', IN_FORCE)
      .whereNull('undone_by')
      .whereBetween('ends_at', [end - OLDEST_MS, end])
      .whereExists(this.inForce())
      .orderBy('id');
    return rows.map(row => {
      const scopes: readonly string[] = JSON.parse(row.scopes);
      return {
        id: row.id,
        requester: row.requester,
        summary: row.summary,
        createdAt: Number(row.created_at),
        endsAt: Number(row.ends_at),
        services: named(scopes, 'service/').map(service => {
          const [namespace = '', name = ''] = service.split('/');
          return { namespace, name };
        }),
        clusters: named(scopes, 'cluster/'),
      };
    });
  }

  /** Objects that an operation wrote and no later one has. */
  private inForce() {
    const { db } = this;
    return db<ItemRow>('operation_items as own')
      .select('own.object')
      .where('own.operation_id', db.ref('operations.id'))
      .where('own.state', 'applied')
      .whereNotExists(
        db<ItemRow>('operation_items as later')
          .select('later.object')
          .where('later.cluster', db.ref('own.cluster'))
          .where('later.object', db.ref('own.object'))
          .where('later.state', 'applied')
          .where('later.operation_id', '>', db.ref('own.operation_id')),
      );
  }
}

function named(scopes: readonly string[], kind: string): readonly string[] {
  return scopes.flatMap(scope =>
    scope.startsWith(kind) ? scope.slice(kind.length) : [],
  );
}
