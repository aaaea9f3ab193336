import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { ReachFilter } from '@meshwise/backstage-plugin-mesh-common';
import express, { Request, Router } from 'express';
import type { MeshFor } from '../engine/Caller';
import { callerOf } from '../engine/callerOf';
import { planRequest } from '../engine/planRequest';
import { document } from './openapi/document';
import { logFailures, requestId } from './requestId';

/** Answers belong to one caller. */
const CACHE_CONTROL = 'private, no-cache';

/** The HTTP API: every route asks the mesh as its caller, and nothing else. */
export function createRouter(options: {
  readonly mesh: MeshFor;
  readonly httpAuth: HttpAuthService;
  readonly logger: LoggerService;
}): Router {
  const { mesh, httpAuth, logger } = options;

  /** The mesh as a signed-in user may use it; where `service` is allowed, also as a backend plugin may. */
  const meshOf = async (
    request: Request,
    allow: ('user' | 'service')[] = ['user'],
  ) => {
    const credentials = await httpAuth.credentials(request, { allow });
    const { principal } = credentials;
    const name =
      principal.type === 'user' ? principal.userEntityRef : principal.subject;
    return mesh.as(callerOf({ name, credentials, request }));
  };

  const router: Router = createValidatedOpenApiRouter(document, {
    middleware: [
      requestId(),
      (_request, response, next) => {
        response.setHeader('Cache-Control', CACHE_CONTROL);
        next();
      },
      express.json({ limit: '100kb' }),
    ],
  });

  // The catalog module reads the fleet in the background, with the catalog's own credentials.
  router.get('/fleet', async (request, response) => {
    const api = await meshOf(request, ['user', 'service']);
    response.json(await api.fleet());
  });

  router.get('/clusters/:name', async (request, response) => {
    const api = await meshOf(request);
    response.json(await api.cluster(request.params.name));
  });

  router.get(
    '/entities/:kind/:namespace/:name/services',
    async (request, response) => {
      const api = await meshOf(request);
      const { kind, namespace, name } = request.params;
      const entityRef = stringifyEntityRef({ kind, namespace, name });
      response.json(await api.entityServices(entityRef));
    },
  );

  router.get('/services/:namespace/:name', async (request, response) => {
    const api = await meshOf(request);
    const { namespace, name } = request.params;
    response.json(await api.service({ namespace, name }));
  });

  router.get('/services/:namespace/:name/reach', async (request, response) => {
    const api = await meshOf(request);
    const { namespace, name } = request.params;
    response.json(
      await api.reach({ namespace, name }, reachFilter(request.query)),
    );
  });

  router.get('/services/:namespace/:name/config', async (request, response) => {
    const api = await meshOf(request);
    const { namespace, name } = request.params;
    response.json(await api.serviceConfig({ namespace, name }));
  });

  router.get('/services/:namespace/:name/trust', async (request, response) => {
    const api = await meshOf(request);
    const { namespace, name } = request.params;
    response.json(await api.serviceTrust({ namespace, name }));
  });

  router.get(
    '/services/:namespace/:name/standing',
    async (request, response) => {
      const api = await meshOf(request);
      const { namespace, name } = request.params;
      response.json(await api.serviceStanding({ namespace, name }));
    },
  );

  router.get(
    '/services/:namespace/:name/snapshot',
    async (request, response) => {
      const api = await meshOf(request);
      const { namespace, name } = request.params;
      response.json(await api.serviceSnapshot({ namespace, name }));
    },
  );

  router.get('/findings', async (request, response) => {
    const api = await meshOf(request);
    response.json(await api.findings());
  });

  router.get('/tenancy', async (request, response) => {
    const api = await meshOf(request);
    response.json(await api.tenancy());
  });

  router.get('/trust', async (request, response) => {
    const api = await meshOf(request);
    response.json(await api.trust());
  });

  router.get('/control-planes', async (request, response) => {
    const api = await meshOf(request);
    response.json(await api.controlPlanes());
  });

  router.get(
    '/control-planes/:cluster/:namespace/:deployment/upgrade',
    async (request, response) => {
      const api = await meshOf(request);
      const { cluster, namespace, deployment } = request.params;
      const controlPlane = { cluster, namespace, deployment };
      const version = String(request.query.version);
      response.json(await api.upgrade({ controlPlane, version }));
    },
  );

  router.get('/drift', async (request, response) => {
    const api = await meshOf(request);
    response.json(await api.drift());
  });

  router.get('/networks', async (request, response) => {
    const api = await meshOf(request);
    response.json(await api.networks());
  });

  router.get(
    '/clusters/:name/namespaces/:namespace',
    async (request, response) => {
      const api = await meshOf(request);
      const { name: cluster, namespace } = request.params;
      response.json(await api.namespace({ cluster, namespace }));
    },
  );

  router.post('/plans', async (request, response) => {
    const api = await meshOf(request);
    response.json(await api.plan(planRequest(request.body)));
  });

  router.post('/operations', async (request, response) => {
    const api = await meshOf(request);
    const { planHash, idempotencyKey, pullRequest } = request.body;
    const submitted = await api.submit({
      ...planRequest(request.body),
      planHash,
      idempotencyKey,
      ...(pullRequest !== undefined && { pullRequest }),
    });
    response.status(202).json(submitted);
  });

  router.get('/operations', async (request, response) => {
    const api = await meshOf(request);
    const { limit, namespace } = request.query;
    const filter = {
      ...(limit !== undefined && { limit: Number(limit) }),
      ...(typeof namespace === 'string' && { namespace }),
    };
    response.json(await api.operations(filter));
  });

  router.get('/operations/:id', async (request, response) => {
    const api = await meshOf(request);
    response.json(await api.operation(request.params.id));
  });

  router.post('/operations/:id/approve', async (request, response) => {
    const api = await meshOf(request);
    const { planHash, fingerprint } = request.body;
    const approval = { planHash, ...(fingerprint && { fingerprint }) };
    response.json(await api.approve(request.params.id, approval));
  });

  router.post('/operations/:id/reject', async (request, response) => {
    const api = await meshOf(request);
    const { reason } = request.body;
    response.json(await api.reject(request.params.id, { reason }));
  });

  router.post('/operations/:id/resume', async (request, response) => {
    const api = await meshOf(request);
    response.json(await api.resume(request.params.id));
  });

  router.post('/operations/:id/accept', async (request, response) => {
    const api = await meshOf(request);
    const { reason } = request.body;
    response.json(await api.accept(request.params.id, { reason }));
  });

  router.post('/operations/:id/stop', async (request, response) => {
    const api = await meshOf(request);
    response.json(await api.stop(request.params.id));
  });

  router.use(logFailures(logger));
  return router;
}

function reachFilter({ client, from }: Request['query']): ReachFilter {
  return {
    ...(typeof client === 'string' ? { client } : {}),
    ...(typeof from === 'string' ? { from } : {}),
  };
}
