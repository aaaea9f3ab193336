import { CopyTextButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  EntityServices,
  MESH_SERVICE_ANNOTATION,
} from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../components/EmptyBlock';
import { serviceTranslationRef } from './translation';
import { LinkProblems } from './LinkProblems';

/** The entity names no mesh service: how to link it, and what is wrong with the annotations it has. */
export function NotLinked({ services }: { readonly services: EntityServices }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const annotation = `${MESH_SERVICE_ANNOTATION}: ${t(
    'entity.notLinked.example',
  )}`;
  return (
    <div data-state="empty">
      <EmptyBlock
        title={t(
          services.linkedBy === 'none'
            ? 'entity.notLinked.title'
            : 'entity.noService.title',
        )}
        description={t(
          services.linkedBy === 'none'
            ? 'entity.notLinked.cure'
            : 'entity.noService.cure',
        )}
        action={
          <Flex align="center" gap="1">
            <code>{annotation}</code>
            <CopyTextButton
              text={annotation}
              aria-label={t('entity.notLinked.copy')}
            />
          </Flex>
        }
      />
      <LinkProblems problems={services.problems} />
    </div>
  );
}
