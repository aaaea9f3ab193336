import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { Verbatim } from '../components/Verbatim';
import { serviceTranslationRef } from './translation';

/** Annotation values of the entity that name no valid service. */
export function LinkProblems({
  problems,
}: {
  readonly problems: readonly string[];
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  if (problems.length === 0) return null;
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('entity.problems', { count: problems.length })}
      description={problems.map(problem => (
        <div key={problem}>
          <Verbatim>{problem}</Verbatim>
        </div>
      ))}
    />
  );
}
