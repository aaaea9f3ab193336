import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { MeshClient } from '@meshwise/backstage-plugin-mesh-common';
import { MeshEntityProvider } from './MeshEntityProvider';

const EVERY_MINUTE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 1 },
  timeout: { minutes: 1 },
  initialDelay: { seconds: 10 },
};

/** The mesh module of the catalog plugin: clusters, control planes and meshes as entities. @public */
export const catalogModuleMesh = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'mesh',
  register(module) {
    module.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, discovery, logger, scheduler }) {
        const own = config.getOptionalConfig('catalog.providers.mesh');
        if (!own) {
          logger.info(
            'Clusters and meshes are not kept in the catalog: catalog.providers.mesh is not configured',
          );
          return;
        }
        const mesh = new MeshClient({
          discoveryApi: discovery,
          fetchApi: {
            fetch: async (url, init) => {
              const { token } = await auth.getPluginRequestToken({
                onBehalfOf: await auth.getOwnServiceCredentials(),
                targetPluginId: 'mesh',
              });
              const headers = new Headers(init?.headers);
              headers.set('Authorization', `Bearer ${token}`);
              return fetch(url, { ...init, headers });
            },
          },
        });
        const schedule = own.has('schedule')
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              own.getConfig('schedule'),
            )
          : EVERY_MINUTE;
        catalog.addEntityProvider(
          MeshEntityProvider.create({
            mesh,
            owner: own.getString('owner'),
            logger,
            runner: scheduler.createScheduledTaskRunner(schedule),
          }),
        );
      },
    });
  },
});
