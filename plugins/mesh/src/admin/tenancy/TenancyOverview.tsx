import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, Flex, SearchField, Select } from '@backstage/ui';
import {
  Answered,
  ClusterName,
  TenancyMatrix,
} from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../../components/EmptyBlock';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { usePageParams } from '../../hooks/usePageParams';
import { useServerNow } from '../../hooks/useServerNow';
import { meshTranslationRef } from '../../translation';
import { TenancyMatrixTable } from './TenancyMatrixTable';
import { tenancyRows } from './tenancyRows';
import { TenancySummary } from './TenancySummary';
import { tenancyTranslationRef } from './translation';

/** Ages move slowly: the matrix is drawn again this often. In milliseconds. */
const TICK = 10_000;

/** An entry of the list of clusters that stands for all of them. */
const ALL = '';

/** Summary, filters and matrix of the tenants. Filters are in the page address. */
export function TenancyOverview({
  answer,
  onOpen,
}: {
  readonly answer: Answered<TenancyMatrix>;
  readonly onOpen: (cluster: ClusterName, namespace: string) => void;
}) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const now = useServerNow(answer.freshness.now, TICK);
  const [params, change] = usePageParams();
  const set = (name: string, chosen: string) =>
    change({ [name]: chosen === '' ? undefined : chosen });
  const [text, tenant, cluster] = ['filter', 'tenant', 'cluster'].map(
    name => params.get(name) ?? '',
  );
  const onlyProblems = params.has('problems');
  const { value, freshness } = answer;
  if (freshness.clusters.length === 0)
    return (
      <div data-state="empty">
        <EmptyBlock
          title={t('noCluster')}
          description={common('noClusters.cure')}
        />
      </div>
    );
  if (value.tenants.length === 0 && value.unclaimed.length === 0)
    return (
      <div data-state="empty">
        <EmptyBlock title={t('empty.title')} description={t('empty.cure')} />
      </div>
    );
  const groups = tenancyRows(value, { text, tenant, onlyProblems });
  const clusters = freshness.clusters.filter(
    ({ name }) => cluster === ALL || name === cluster,
  );
  const clear = () =>
    change({
      filter: undefined,
      tenant: undefined,
      cluster: undefined,
      problems: undefined,
    });
  return (
    <Flex direction="column" gap="3">
      <TenancySummary answer={answer} />
      <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
        <SearchField
          aria-label={t('filter')}
          placeholder={t('filter')}
          size="small"
          value={text}
          onChange={chosen => set('filter', chosen)}
          style={{ maxWidth: '24rem' }}
        />
        <Select
          aria-label={t('cluster')}
          size="small"
          style={{ maxWidth: '16rem' }}
          options={[
            { id: ALL, label: t('allClusters') },
            ...freshness.clusters.map(({ name }) => ({
              id: name,
              label: printable(name),
            })),
          ]}
          value={cluster}
          onChange={key => set('cluster', String(key ?? ALL))}
        />
        <Checkbox
          isSelected={onlyProblems}
          onChange={chosen => set('problems', chosen ? '1' : '')}
        >
          {t('onlyProblems')}
        </Checkbox>
        {tenant !== '' && (
          <Muted>
            {t('shown', { tenant: printable(tenant) })}{' '}
            <Button
              size="small"
              variant="tertiary"
              onPress={() => set('tenant', '')}
            >
              {t('showAll')}
            </Button>
          </Muted>
        )}
      </Flex>
      {groups.length === 0 || clusters.length === 0 ? (
        <EmptyBlock
          title={t('filteredOut')}
          action={
            <Button variant="secondary" size="small" onPress={clear}>
              {t('clear')}
            </Button>
          }
        />
      ) : (
        <TenancyMatrixTable
          groups={groups}
          clusters={clusters}
          unseen={value.unseen}
          now={now}
          onOpen={onOpen}
        />
      )}
    </Flex>
  );
}
