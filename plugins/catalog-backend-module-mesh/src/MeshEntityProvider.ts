import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type {
  FleetView,
  MeshApi,
} from '@meshwise/backstage-plugin-mesh-common';
import { fleetEntities, LOCATION } from './fleetEntities';

/** What the provider works with. */
export interface MeshEntityProviderOptions {
  readonly mesh: Pick<MeshApi, 'fleet'>;
  readonly owner: string;
  readonly logger: LoggerService;
  readonly runner: SchedulerServiceTaskRunner;
}

/**
 * Keeps clusters, control planes and meshes in the catalog. Entities go when what they stand for is gone, and not when
 * it merely cannot be seen.
 */
export class MeshEntityProvider implements EntityProvider {
  static create(options: MeshEntityProviderOptions): MeshEntityProvider {
    return new MeshEntityProvider(options);
  }

  private constructor(private readonly options: MeshEntityProviderOptions) {}

  getProviderName(): string {
    return 'mesh';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.options.runner.run({
      id: 'mesh-provider-refresh',
      fn: () => this.refresh(connection),
    });
  }

  private async refresh(connection: EntityProviderConnection): Promise<void> {
    const { mesh, owner, logger } = this.options;
    const { value: fleet } = await mesh.fleet();
    if (fleet.problem !== undefined) {
      logger.warn(`The catalog keeps its clusters: ${fleet.problem}`);
      return;
    }
    const { entities, unnamable } = fleetEntities(fleet, owner);
    for (const name of unnamable) {
      logger.warn(
        `The cluster "${name}" gets no entity: its name cannot be the name of an entity. Rename it in the Kubernetes plugin's configuration`,
      );
    }
    const deferred = entities.map(entity => ({
      entity,
      locationKey: LOCATION,
    }));
    await connection.applyMutation(
      isComplete(fleet)
        ? { type: 'full', entities: deferred }
        : { type: 'delta', added: deferred, removed: [] },
    );
  }
}

/** Whether everything was seen at least once, so that what is missing is gone. */
function isComplete({ clusters }: FleetView): boolean {
  return clusters.every(({ position, freshness }) => {
    if (freshness.state === 'sign-in') return true;
    if (position === undefined) return false;
    return position.roles.every(({ code }) => code !== 'unknown');
  });
}
