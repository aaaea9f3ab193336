import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Flex, Text } from '@backstage/ui';
import { Operation } from '@meshwise/backstage-plugin-mesh-common';
import { useState } from 'react';
import { meshApiRef } from '../../api/meshApiRef';
import { useOperationLink } from '../../hooks/useOperationLink';
import { operationsTranslationRef } from '../../plan/translation';
import { ActDialog } from './ActDialog';
import styles from './OperationActions.module.css';

/** Acts that are done to an operation as it is. Undo has a plan of its own; approval has its panel. */
const DIRECT = ['resume', 'accept', 'stop'] as const;
type DirectAct = (typeof DIRECT)[number];

/** What the reader may do about an operation, each with what it means. Nothing is shown that the backend would refuse. */
export function OperationActions({
  operation,
  onActed,
}: {
  readonly operation: Operation;
  readonly onActed: () => void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const mesh = useApi(meshApiRef);
  const linkTo = useOperationLink();
  const [asking, setAsking] = useState<DirectAct>();
  const { id, actions } = operation;
  const offered = DIRECT.filter(act => actions.includes(act));
  const undoes = actions.includes('undo');
  if (offered.length === 0 && !undoes) return null;
  return (
    <>
      <dl className={styles.actions} aria-label={t('operation.actions')}>
        {offered.map(act => (
          <Flex key={act} align="center" gap="3">
            <dt>
              <Button variant="secondary" onPress={() => setAsking(act)}>
                {t(`operation.act.${act}.verb`)}
              </Button>
            </dt>
            <dd>
              <Text>{t(`operation.act.${act}.consequence`)}</Text>
            </dd>
          </Flex>
        ))}
        {undoes && (
          <Flex align="center" gap="3">
            <dt>
              <ButtonLink variant="secondary" href={`${linkTo(id)}/undo`}>
                {t('operation.act.undo.verb')}
              </ButtonLink>
            </dt>
            <dd>
              <Text>{t('operation.act.undo.consequence')}</Text>
            </dd>
          </Flex>
        )}
      </dl>
      {asking && (
        <ActDialog
          title={t(`operation.act.${asking}.title`)}
          consequence={t(`operation.act.${asking}.consequence`)}
          verb={t(`operation.act.${asking}.verb`)}
          needsReason={asking === 'accept'}
          onAct={reason =>
            asking === 'accept' ? mesh.accept(id, { reason }) : mesh[asking](id)
          }
          onDone={() => {
            setAsking(undefined);
            onActed();
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
