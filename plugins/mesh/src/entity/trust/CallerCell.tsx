import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NamespaceAccess } from '@meshwise/backstage-plugin-mesh-common';
import { FoldedList } from '../../components/FoldedList';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { serviceTranslationRef } from '../translation';

/** A namespace that might call: its team, whether it is told of the service, and service accounts that are judged by themselves. */
export function CallerCell({
  row,
  own,
}: {
  readonly row: NamespaceAccess;
  readonly own: boolean;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  const { namespace, tenants, told, accounts } = row;
  return (
    <>
      <Verbatim>{namespace}</Verbatim>{' '}
      <Muted as="div">
        {tenants.length > 0 ? (
          <Verbatim>{tenants.join(', ')}</Verbatim>
        ) : (
          t('serviceTrust.access.noTenant')
        )}
        {own && <> · {t('serviceTrust.access.own')}</>}
      </Muted>
      {!told && <Muted as="div">{t('serviceTrust.access.hidden')}</Muted>}
      {accounts.length > 0 && (
        <FoldedList
          title={t('serviceTrust.access.accounts', {
            count: accounts.length,
            value: format.count(accounts.length),
          })}
        >
          {accounts.map(({ serviceAccount, trustDomain, verdicts }) => (
            <li key={`${serviceAccount} ${trustDomain}`}>
              {t('serviceTrust.access.account', {
                account: printable(serviceAccount),
                trustDomain: printable(trustDomain),
                verdicts: verdicts
                  .map(({ cluster, verdict }) =>
                    t('serviceTrust.access.verdictIn', {
                      cluster: printable(cluster),
                      verdict:
                        verdict.code === 'depends'
                          ? t('serviceTrust.access.verdict.depends', {
                              on: verdict.on.map(printable).join(', '),
                            })
                          : t(`serviceTrust.access.verdict.${verdict.code}`),
                    }),
                  )
                  .join(' · '),
              })}
            </li>
          ))}
        </FoldedList>
      )}
    </>
  );
}
