import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { failureOf } from '../api/failure';
import { meshTranslationRef } from '../translation';
import { NoAccess } from './NoAccess';
import { Verbatim } from './Verbatim';

/** Something could not be loaded. `keepsData` says that the last good data stands below. */
export function LoadFailed(props: {
  readonly error: Error;
  readonly permission: string;
  readonly keepsData: boolean;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const failure = failureOf(props.error);
  if (failure === 'forbidden')
    return (
      <NoAccess
        title={t('page.forbidden.title')}
        permission={props.permission}
      />
    );
  return (
    <Alert
      role="alert"
      status={failure === 'not-found' ? 'warning' : 'danger'}
      data-state={failure}
      icon
      title={t(failure === 'not-found' ? 'page.notFound' : 'page.error.title')}
      description={
        <>
          {failure === 'error' && <Verbatim>{props.error.message}</Verbatim>}{' '}
          {props.keepsData && t('page.error.keepsData')}
        </>
      }
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {t('page.retry')}
        </Button>
      }
    />
  );
}
