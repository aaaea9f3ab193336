import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, SearchField, Select } from '@backstage/ui';
import { Operation } from '@meshwise/backstage-plugin-mesh-common';
import { useSearchParams } from 'react-router-dom';
import { EmptyBlock } from '../../components/EmptyBlock';
import { meshTranslationRef } from '../../translation';
import { operationsTranslationRef } from '../../plan/translation';
import { ExportButtons } from './ExportButtons';
import { matchesOperation } from './matchesOperation';
import { OperationsTable } from './OperationsTable';

const ANY = 'any';

/** Operations with a filter, which is in the page address, and the export of what it shows. */
export function OperationsOverview({
  operations,
  outdated,
}: {
  readonly operations: readonly Operation[];
  /** The newest could not be loaded; then there is nothing to export. */
  readonly outdated: boolean;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const [params, setParams] = useSearchParams();
  const filter = {
    text: params.get('filter') ?? '',
    state: params.get('state') ?? '',
  };
  const set = (changed: Partial<typeof filter>) =>
    setParams(
      current => {
        const next = new URLSearchParams(current);
        const { text, state } = { ...filter, ...changed };
        for (const [name, value] of [
          ['filter', text],
          ['state', state],
        ] as const) {
          if (value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  const shown = operations.filter(operation =>
    matchesOperation(operation, filter),
  );
  const states = [...new Set(operations.map(({ state }) => state))];
  return (
    <Flex direction="column" gap="3">
      <Flex align="end" justify="between" gap="3" style={{ flexWrap: 'wrap' }}>
        <Flex align="end" gap="3" style={{ flexWrap: 'wrap' }}>
          <SearchField
            aria-label={t('operation.filter')}
            placeholder={t('operation.filter')}
            size="small"
            style={{ minWidth: '22rem' }}
            value={filter.text}
            onChange={text => set({ text })}
          />
          <Select
            aria-label={t('operation.column.state')}
            size="small"
            options={[
              { id: ANY, label: t('operation.anyState') },
              ...states.map(state => ({
                id: state,
                label: t(`operation.state.${state}`),
              })),
            ]}
            value={filter.state === '' ? ANY : filter.state}
            onChange={key =>
              set({ state: key === ANY || key === null ? '' : String(key) })
            }
          />
        </Flex>
        <ExportButtons
          operations={shown}
          disabled={outdated || shown.length === 0}
        />
      </Flex>
      {shown.length === 0 ? (
        <EmptyBlock
          title={t('operation.filteredOut')}
          action={
            <Button
              variant="secondary"
              size="small"
              onPress={() => set({ text: '', state: '' })}
            >
              {common('filter.clear')}
            </Button>
          }
        />
      ) : (
        <OperationsTable operations={shown} />
      )}
    </Flex>
  );
}
