import { RenderResult } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { SetupServer } from 'msw/node';
import { ReactElement } from 'react';
import { createMeshClient } from '../api/createMeshClient';
import { renderMesh } from './renderMesh';

const BACKEND = 'http://portal.example.com/api/mesh';

/** What the backend answers by the path of a route; an error is answered as Backstage's backends do. */
export interface Routes {
  readonly [path: string]: () => unknown;
}

/** Draws an element whose mesh is the real client, over HTTP, against routes that the test sets. */
export function renderOverHttp(
  server: SetupServer,
  element: ReactElement,
  options: { readonly routes: Routes; readonly path?: string },
): RenderResult {
  server.use(
    ...Object.entries(options.routes).map(([path, answer]) =>
      http.get(`${BACKEND}${path}`, async () => {
        try {
          return HttpResponse.json(JSON.parse(JSON.stringify(await answer())));
        } catch (error) {
          return failure(error);
        }
      }),
    ),
  );
  const mesh = createMeshClient({
    discoveryApi: { getBaseUrl: async () => BACKEND },
    fetchApi: { fetch },
  });
  return renderMesh(mesh, element, options.path);
}

function failure(error: unknown) {
  const { name, message } =
    error instanceof Error ? error : { name: 'Error', message: String(error) };
  const statusCode = name === 'NotAllowedError' ? 403 : 500;
  return HttpResponse.json(
    { error: { name, message }, response: { statusCode } },
    { status: statusCode },
  );
}
