import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ClusterRole } from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import { adminTranslationRef } from './translation';

/** What a cluster is in its mesh. */
export function RoleText({ role }: { readonly role: ClusterRole }) {
  const { t } = useTranslationRef(adminTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  switch (role.code) {
    case 'primary':
      return (
        <>
          {t(role.servesRemotes ? 'role.primaryWithRemotes' : 'role.primary')}
        </>
      );
    case 'remote':
    case 'external-host':
    case 'remote-of-external':
      return (
        <>
          {t(`role.${role.code}`)}{' '}
          <Verbatim>{role.of ?? common('unit.unknown')}</Verbatim>
        </>
      );
    case 'remnants':
      return <StateBadge state="degraded" word={t('role.remnants')} />;
    case 'unknown':
      return <StateBadge state="unknown" detail={role.reason} />;
    default:
      return <>{t(`role.${role.code}`)}</>;
  }
}
