import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

/** Configuration of the mesh module of the catalog. */
export interface Config {
  catalog?: {
    providers?: {
      /** Clusters, control planes and meshes as entities. Without this key there are none. */
      mesh?: {
        /** Owner of the entities, e.g. `platform` or `group:default/platform`. */
        owner: string;
        /** When the fleet is looked at; every minute without it. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
