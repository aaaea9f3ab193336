import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { Memo } from '@meshwise/backstage-plugin-mesh-common';
import { registerActions } from './actions/registerActions';
import { systemClock } from './Clock';
import { clusterServicesRef } from './clusterServices';
import { readMeshConfig } from './config';
import { AuditedMesh } from './engine/AuditedMesh';
import { AuthorizedMesh } from './engine/AuthorizedMesh';
import { draftFor } from './engine/draftFor';
import { MeshEngine } from './engine/MeshEngine';
import { MeshResources } from './engine/MeshResources';
import { observeRoots } from './engine/observeRoots';
import { registerPermissions } from './engine/registerPermissions';
import { createRouter } from './http/createRouter';
import { NotifyPeople } from './operations/NotifyPeople';
import { EndingOperations } from './notices/EndingOperations';
import { EndNotices } from './notices/EndNotices';
import { ExpiryNotices } from './notices/ExpiryNotices';
import { NoticeJournal } from './notices/NoticeJournal';
import { OperationJournal } from './operations/OperationJournal';
import { Operations } from './operations/Operations';
import { undoDraft } from './operations/undoDraft';
import { clusterSubject } from './operations/clusterSubject';
import { CatalogOwnership } from './ownership/CatalogOwnership';
import { announceChanges } from './signals/announceChanges';

/** The mesh plugin's backend. @public */
export const meshPlugin = createBackendPlugin({
  pluginId: 'mesh',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusters: clusterServicesRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { auditor, auth, catalog, logger, permissionsRegistry } = deps;
        const { store, writers } = deps.clusters;
        const config = readMeshConfig(deps.config);
        const stop = new AbortController();
        const { signal } = stop;
        deps.lifecycle.addShutdownHook(() => stop.abort());

        const memo = Memo.create();
        const ownership = CatalogOwnership.create({ catalog, auth });
        const resources = MeshResources.create({ store, ownership, memo });
        registerPermissions(permissionsRegistry, resources);

        const writable = (cluster: string) => writers.writable(cluster);
        const journal = await OperationJournal.create(deps);
        const operations = Operations.create({
          draft: draftFor({
            store,
            ownership,
            config,
            memo,
            writable,
            undo: id => undoDraft(journal, id),
          }),
          writers,
          journal,
          auditor,
          logger,
          canary: config.canaryCluster,
          observe: observeRoots({ store }),
          absentCaller: async name => ({
            name,
            credentials: await auth.getOwnServiceCredentials(),
            sees: () => true,
            seesAllOperations: false,
          }),
          ...(config.checkUserRights && {
            subjectOf: (caller: string) => clusterSubject(ownership, caller),
          }),
          events: NotifyPeople.create({
            notifications: deps.notifications,
            approvers: config.approvers,
            logger,
          }),
          signal,
        });
        const engine = MeshEngine.create({
          store,
          ownership,
          operations,
          writable,
          memo,
        });
        const authorized = AuthorizedMesh.create({
          mesh: engine,
          permissions: deps.permissions,
          permissionsRegistry,
          resources,
          requestOf: id => journal.stored.request(id),
        });
        operations.start();
        const mesh = AuditedMesh.create({ mesh: authorized, auditor });

        registerActions({ actionsRegistry: deps.actionsRegistry, mesh, auth });
        const notices = {
          store,
          ownership,
          notifications: deps.notifications,
          journal: await NoticeJournal.create(deps),
          platformGroups: config.platformGroups,
          clock: systemClock,
          logger,
        };
        ExpiryNotices.create(notices).run(signal);
        const ending = await EndingOperations.create(deps);
        EndNotices.create({ ...notices, operations: ending }).run(signal);
        announceChanges({ store, signals: deps.signals, logger, signal });
        const { httpAuth } = deps;
        deps.httpRouter.use(createRouter({ mesh, httpAuth, logger }));
      },
    });
  },
});
