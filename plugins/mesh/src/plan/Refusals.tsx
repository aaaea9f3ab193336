import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import { Refusal } from '@meshwise/backstage-plugin-mesh-common';
import { EvidenceList } from '../components/EvidenceList';
import { Muted } from '../components/Muted';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import { operationsTranslationRef } from './translation';

/** Why nothing can be planned: each reason with what it is about, what to do, its code, and the objects that decided. */
export function Refusals({
  refusals,
}: {
  readonly refusals: readonly Refusal[];
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  return (
    <Flex direction="column" gap="2" role="alert">
      <Text weight="bold">{t('plan.refused', { count: refusals.length })}</Text>
      {refusals.map((refusal, index) => (
        <Alert
          key={index}
          status="danger"
          icon
          title={<Verbatim>{refusal.message}</Verbatim>}
          description={
            <>
              <p>
                <Verbatim>{refusal.cure}</Verbatim>
              </p>
              <Muted>
                <Verbatim>{refusal.subject}</Verbatim> ·{' '}
                <code>{refusal.code}</code> · {common('findings.page')}{' '}
                <code>docs/refusals.md</code>
              </Muted>
              <EvidenceList because={refusal.because} />
            </>
          }
        />
      ))}
    </Flex>
  );
}
