import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import { Answered, FindingsView } from '@meshwise/backstage-plugin-mesh-common';
import { FoldedList } from '../components/FoldedList';
import { printable } from '../components/printable';
import { useFormat } from '../components/useFormat';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import { checkedClusters } from './checkedClusters';

/** How much was found and in how many clusters, and which clusters the checks could not see. Never plain "none". */
export function CheckedText({
  answer,
  found,
}: {
  readonly answer: Answered<FindingsView>;
  readonly found: number;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const { fully, partly, not } = checkedClusters(answer);
  const { partial } = answer.value;
  const names = (clusters: readonly string[]) =>
    clusters.map(printable).join(', ');
  const unsure = [
    partly.length > 0 &&
      t('findings.partly', { count: partly.length, clusters: names(partly) }),
    not.length > 0 &&
      t('findings.not', { count: not.length, clusters: names(not) }),
  ].filter(sentence => sentence !== false);
  return (
    <Flex direction="column" gap="2" role="status">
      <Text as="h2" variant="title-x-small" weight="bold">
        {found > 0
          ? t('findings.found', { count: found, value: format.count(found) })
          : t('findings.none', {
              count: fully.length,
              value: format.count(fully.length),
            })}
      </Text>
      {unsure.length > 0 && (
        <Alert
          status="warning"
          data-state="partial"
          icon
          title={unsure.join(' ')}
          description={
            <>
              {t('findings.unsure')}
              {partial.length > 0 && (
                <FoldedList
                  title={t('findings.partial', { count: partial.length })}
                >
                  {partial.map(({ code, clusters }) => (
                    <li key={code}>
                      <code>{code}</code>:{' '}
                      <Verbatim>{clusters.join(', ')}</Verbatim>
                    </li>
                  ))}
                </FoldedList>
              )}
            </>
          }
        />
      )}
    </Flex>
  );
}
