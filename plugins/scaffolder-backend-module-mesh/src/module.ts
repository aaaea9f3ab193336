import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createPlanAction } from './actions/plan';
import { createRenderAction } from './actions/render';
import { createSubmitAction } from './actions/submit';
import { createWaitAction } from './actions/wait';

/** The mesh module of the scaffolder plugin: actions that plan, render, submit and follow operations. @public */
export const scaffolderModuleMesh = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'mesh',
  register(module) {
    module.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      async init({ actions, ...access }) {
        actions.addActions(
          createPlanAction(access),
          createRenderAction(access),
          createSubmitAction(access),
          createWaitAction(access),
        );
      },
    });
  },
});
