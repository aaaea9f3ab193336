import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, SearchField } from '@backstage/ui';
import { Answered, FindingsView } from '@meshwise/backstage-plugin-mesh-common';
import { useSearchParams } from 'react-router-dom';
import { EmptyBlock } from '../components/EmptyBlock';
import { meshTranslationRef } from '../translation';
import { CheckedText } from './CheckedText';
import { FindingGroups } from './FindingGroups';
import { matchesFilter } from './matchesFilter';

/** What the checks found and where they looked. The filter is in the page address. */
export function FindingsOverview({
  answer,
}: {
  readonly answer: Answered<FindingsView>;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const [params, setParams] = useSearchParams();
  const { freshness, value } = answer;
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
  if (freshness.clusters.length === 0) {
    return (
      <div data-state="empty">
        <EmptyBlock
          title={t('findings.empty.title')}
          description={t('noClusters.cure')}
        />
      </div>
    );
  }
  const { findings } = value;
  const shown = findings.filter(finding => matchesFilter(finding, filter));
  return (
    <Flex direction="column" gap="3">
      <CheckedText answer={answer} found={findings.length} />
      {findings.length > 0 && (
        <SearchField
          aria-label={t('findings.filter')}
          placeholder={t('findings.filter')}
          size="small"
          value={filter}
          onChange={setFilter}
        />
      )}
      {findings.length > 0 && shown.length === 0 && (
        <EmptyBlock
          title={t('findings.filteredOut')}
          action={
            <Button
              variant="secondary"
              size="small"
              onPress={() => setFilter('')}
            >
              {t('filter.clear')}
            </Button>
          }
        />
      )}
      <FindingGroups findings={shown} freshness={freshness} />
    </Flex>
  );
}
