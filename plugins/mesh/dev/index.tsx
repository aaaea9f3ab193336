import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import plugin from '../src/alpha';

/** Stands in for the catalog, so that links to entities resolve. */
const gallery = createFrontendPlugin({
  pluginId: 'mesh-gallery',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/',
        title: 'Mesh states',
        loader: () => import('./StateGallery').then(m => <m.StateGallery />),
      },
    }),
    PageBlueprint.make({
      name: 'forms',
      params: {
        path: '/forms',
        title: 'Template fields',
        loader: () => import('./FormGallery').then(m => <m.FormGallery />),
      },
    }),
    PageBlueprint.make({
      name: 'entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        noHeader: true,
      },
    }),
  ],
});

createDevApp({ features: [plugin, gallery] });
