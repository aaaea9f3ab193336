import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  AuthorizeResult,
  AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  IntentName,
  serviceKey,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import useAsync from 'react-use/esm/useAsync';
import { meshApiRef } from '../../api/meshApiRef';
import { templateRouteRef } from '../../routes';
import { KnownAnswers, serviceAnswers } from './serviceAnswers';
import { neededPermissions } from './neededPermissions';
import { templateIntent } from './templateIntent';

/** A template that the user may use for a service. */
export interface ServiceTemplate {
  readonly name: string;
  readonly title: string;
  readonly intent: IntentName;
  /** Address of its form, with what is known of the answers and with more of them. */
  readonly hrefWith: (more: KnownAnswers) => string;
}

/** Type of the templates that plan with the mesh, in `spec.type`. */
const TEMPLATE_TYPE = 'mesh';

/**
 * Templates of the catalog of which the user may use those that are about this service, by title: those of type `mesh` whose plan step names
 * an intent that a service can be given to. None where the portal has no forms. Nothing is asked as long as it is not `wanted`.
 */
export function useServiceTemplates(service: ServiceRef, wanted: boolean) {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  const permissions = useApi(permissionApiRef);
  const mesh = useApi(meshApiRef);
  const formRoute = useRouteRef(templateRouteRef);
  const { namespace, name } = service;
  return useAsync(async (): Promise<readonly ServiceTemplate[]> => {
    if (!wanted || !formRoute) return [];
    const [templates, { value: standing }, { ownershipEntityRefs }] =
      await Promise.all([
        catalog.getEntities({
          filter: { kind: 'Template', 'spec.type': TEMPLATE_TYPE },
          fields: ['kind', 'metadata', 'spec.parameters'],
        }),
        mesh.serviceStanding({ namespace, name }),
        identity.getBackstageIdentity(),
      ]);
    const teams = ownershipEntityRefs
      .map(ref => parseEntityRef(ref))
      .filter(({ kind }) => kind === 'group')
      .map(team => team.name);
    const isGiven = async (asked: AuthorizePermissionRequest) =>
      (await permissions.authorize(asked)).result === AuthorizeResult.ALLOW;
    const may = async (intent: IntentName) => {
      const { which, of } = neededPermissions(intent, standing, teams);
      const given = await Promise.all(of.map(isGiven));
      if (given.length === 0) return false;
      return which === 'all' ? given.every(Boolean) : given.some(Boolean);
    };
    const usable = await Promise.all(
      templates.items.map(async (item): Promise<readonly ServiceTemplate[]> => {
        const intent = templateIntent(item);
        const known = intent && serviceAnswers(intent, standing);
        if (!intent || !known || !(await may(intent))) return [];
        const { metadata } = item;
        const form = formRoute({
          namespace: metadata.namespace ?? 'default',
          templateName: metadata.name,
        });
        return [
          {
            name: metadata.name,
            title: metadata.title ?? metadata.name,
            intent,
            hrefWith: more => {
              const formData = JSON.stringify({ ...known, ...more });
              return `${form}?${new URLSearchParams({ formData })}`;
            },
          },
        ];
      }),
    );
    return usable.flat().sort((a, b) => a.title.localeCompare(b.title));
  }, [
    catalog,
    identity,
    permissions,
    mesh,
    formRoute,
    serviceKey({ namespace, name }),
    wanted,
  ]);
}
