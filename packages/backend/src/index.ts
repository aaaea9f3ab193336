import { createBackend } from '@backstage/backend-defaults';
import { meshPolicyModule } from './meshPolicy';

const backend = createBackend();

// The portal
backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(
  import('@backstage/plugin-auth-backend-module-oauth2-proxy-provider'),
);
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(meshPolicyModule);
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));

// Catalog, templates, search
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

// Clusters and their mesh
backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(
  import('@meshwise/backstage-plugin-kubernetes-backend-module-mesh'),
);
backend.add(import('@meshwise/backstage-plugin-mesh-backend'));
backend.add(import('@meshwise/backstage-plugin-catalog-backend-module-mesh'));
backend.add(
  import('@meshwise/backstage-plugin-scaffolder-backend-module-mesh'),
);

// Questions and plans for agents
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.start();
