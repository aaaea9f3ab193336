import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { RiLock2Line } from '@remixicon/react';
import { ReactNode } from 'react';
import { meshTranslationRef } from '../translation';

/** The reader may know that this exists and may not see it: which permission is missing and whom to ask. */
export function NoAccess({
  title,
  permission,
}: {
  readonly title: ReactNode;
  readonly permission: string;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <Alert
      role="status"
      status="info"
      data-state="forbidden"
      icon={<RiLock2Line aria-hidden />}
      title={title}
      description={t('page.forbidden.cure', { permission })}
    />
  );
}
