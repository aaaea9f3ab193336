import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, SearchField, Select } from '@backstage/ui';
import {
  Answered,
  serviceByMesh,
  ServiceView,
} from '@meshwise/backstage-plugin-mesh-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { EmptyBlock } from '../components/EmptyBlock';
import { Muted } from '../components/Muted';
import { printable } from '../components/printable';
import { useHeldOrder } from '../hooks/useHeldOrder';
import { meshTranslationRef } from '../translation';
import { serviceTranslationRef } from './translation';
import { endpointRows } from './endpointRows';
import { EndpointsTable } from './EndpointsTable';
import { MeshHeading } from './MeshHeading';
import { NowhereFound } from './NowhereFound';
import { isUnseen } from './unseen';
import { UnseenClusters } from './UnseenClusters';
import { ServiceSummary } from './ServiceSummary';
import { useReachedFrom } from './useReachedFrom';

/** Clusters stand open as long as they fit on a screen together. */
const OPEN_CLUSTERS = 6;

/** Where the service runs: endpoints by cluster and locality, worst knowledge first. */
export function EndpointsView({
  answer,
}: {
  readonly answer: Answered<ServiceView>;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const [params, setParams] = useSearchParams();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const reached = useReachedFrom(answer.value.service);
  const { clusters } = answer.value.endpoints;
  const seen = clusters.filter(part => !isUnseen(part));
  const { rows: parts, region } = useHeldOrder(seen, part => part.cluster);
  const filter = params.get('filter') ?? '';
  const setFilter = (text: string) =>
    setParams(
      current => {
        const next = new URLSearchParams(current);
        if (text === '') next.delete('filter');
        else next.set('filter', text);
        return next;
      },
      { replace: true },
    );
  if (seen.length === 0) return <NowhereFound answer={answer} />;

  const meshes = serviceByMesh({ clusters: parts }, answer.value.positions);
  const tables = meshes
    .map(({ mesh, clusters: own }) => ({
      mesh,
      rows: endpointRows(own, {
        filter,
        isExpanded: row =>
          (row.code === 'cluster' && seen.length <= OPEN_CLUSTERS) !==
          toggled.has(row.id),
      }),
    }))
    .filter(({ rows }) => rows.length > 0);
  const toggle = (id: string) =>
    setToggled(current => symmetricDifference(current, id));
  return (
    <Flex direction="column" gap="3">
      <ServiceSummary answer={answer} />
      <Flex align="end" gap="3" style={{ flexWrap: 'wrap' }}>
        <SearchField
          aria-label={t('endpoints.filter')}
          placeholder={t('endpoints.filter')}
          size="small"
          style={{ flexGrow: 1, minWidth: '20rem' }}
          value={filter}
          onChange={setFilter}
        />
        {reached && (
          <Select
            label={t('reach.client')}
            size="small"
            style={{ flexGrow: 0, width: '16rem' }}
            options={reached.clients.map(cluster => ({
              id: cluster,
              label: printable(cluster),
            }))}
            value={reached.row.cluster}
            onChange={key => key !== null && reached.choose(String(key))}
          />
        )}
      </Flex>
      {meshes.length > 1 && (
        <Muted as="p">{t('endpoints.severalMeshes')}</Muted>
      )}
      {tables.length === 0 ? (
        <EmptyBlock
          title={t('endpoints.filteredOut')}
          action={
            <Button
              variant="secondary"
              size="small"
              onPress={() => setFilter('')}
            >
              {common('filter.clear')}
            </Button>
          }
        />
      ) : (
        <div {...region}>
          {tables.map(({ mesh, rows }) => (
            <div key={mesh ?? ''}>
              {meshes.length > 1 && <MeshHeading mesh={mesh} />}
              <EndpointsTable
                rows={rows}
                freshness={answer.freshness}
                mesh={meshes.length > 1 ? mesh : undefined}
                client={reached?.row}
                onToggle={toggle}
              />
            </div>
          ))}
        </div>
      )}
      <UnseenClusters parts={clusters} />
      {reached && <Muted as="p">{t('reach.honesty')}</Muted>}
      {seen.some(part => part.knowledge === 'stale') && (
        <Muted as="p">{t('endpoints.staleNote')}</Muted>
      )}
    </Flex>
  );
}

function symmetricDifference(
  ids: ReadonlySet<string>,
  id: string,
): Set<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
