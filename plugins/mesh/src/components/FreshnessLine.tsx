import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonIcon,
  Dialog,
  DialogBody,
  DialogHeader,
  DialogTrigger,
  Flex,
} from '@backstage/ui';
import { Freshness } from '@meshwise/backstage-plugin-mesh-common';
import { RiRefreshLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useServerNow } from '../hooks/useServerNow';
import { isAnswering } from '../state/clusterState';
import { meshTranslationRef } from '../translation';
import { ClusterFreshnessTable } from './ClusterFreshnessTable';
import { Muted } from './Muted';
import { Timestamp } from './Timestamp';
import { useFormat } from './useFormat';

/** A refresh may be asked for once in this time. In milliseconds. */
const REST = 5_000;

/** How old an answer is, how many clusters are answering, and a way to ask again. Opens the state of each cluster. */
export function FreshnessLine({
  freshness,
  onRefresh,
  oneCluster = false,
}: {
  readonly freshness: Freshness;
  readonly onRefresh: () => void;
  /** See {@link Answered}. */
  readonly oneCluster?: boolean;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const now = useServerNow(freshness.now);
  const asked = freshness.clusters.filter(
    cluster => cluster.state !== 'sign-in',
  );
  const answering = asked.filter(cluster => isAnswering(cluster, now)).length;
  return (
    <Flex align="center" gap="1" style={{ flexWrap: 'wrap' }}>
      <Muted>
        {freshness.asOf === undefined
          ? t('freshness.never')
          : t('freshness.asOf', {
              time: <Timestamp key="asOf" at={freshness.asOf} now={now} />,
              age: format.duration(now - freshness.asOf),
            })}
      </Muted>
      {!oneCluster && freshness.clusters.length > 0 && (
        <DialogTrigger>
          <Button size="small" variant="tertiary">
            {t('freshness.answering', {
              answering: format.count(answering),
              count: asked.length,
            })}
          </Button>
          <Dialog width="min(56rem, calc(100vw - 3rem))">
            <DialogHeader>{t('freshness.dialog')}</DialogHeader>
            <DialogBody>
              <ClusterFreshnessTable freshness={freshness} />
            </DialogBody>
          </Dialog>
        </DialogTrigger>
      )}
      <RefreshButton onRefresh={onRefresh} />
    </Flex>
  );
}

function RefreshButton({ onRefresh }: { readonly onRefresh: () => void }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const [resting, setResting] = useState(false);
  useEffect(() => {
    if (!resting) return undefined;
    const timer = setTimeout(() => setResting(false), REST);
    return () => clearTimeout(timer);
  }, [resting]);
  return (
    <ButtonIcon
      size="small"
      variant="tertiary"
      aria-label={t('freshness.refresh')}
      icon={<RiRefreshLine />}
      isDisabled={resting}
      onPress={() => {
        setResting(true);
        onRefresh();
      }}
    />
  );
}
