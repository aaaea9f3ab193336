import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField } from '@backstage/ui';
import {
  NamespaceAccess,
  ServiceAccessView,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../../components/EmptyBlock';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { usePageParams } from '../../hooks/usePageParams';
import { serviceTranslationRef } from '../translation';
import { AccessTable } from './AccessTable';

/** More rows than this get a filter. */
const FILTERED = 8;

/** Who may call the service: where it is open to all, and what each namespace may. The filter is in the page address. */
export function AccessSection({
  service,
  access,
}: {
  readonly service: ServiceRef;
  readonly access: ServiceAccessView;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  const [params, change] = usePageParams();
  const { open, namespaces, plaintext, more, untrusted } = access;
  const filter = params.get('filter') ?? '';
  const rows = namespaces.filter(row => matches(row, filter));
  return (
    <>
      {open.length > 0 && (
        <div>
          <StateBadge
            state="degraded"
            word={t('serviceTrust.access.open', {
              clusters: open.map(printable).join(', '),
            })}
          />
        </div>
      )}
      <Muted as="p">{t('serviceTrust.access.note')}</Muted>
      {namespaces.length === 0 && (
        <Muted as="p">{t('serviceTrust.access.none')}</Muted>
      )}
      {(namespaces.length > FILTERED || filter !== '') && (
        <SearchField
          aria-label={t('serviceTrust.access.filter')}
          placeholder={t('serviceTrust.access.filter')}
          size="small"
          value={filter}
          onChange={text => change({ filter: text === '' ? undefined : text })}
        />
      )}
      {namespaces.length > 0 && rows.length === 0 && (
        <EmptyBlock title={t('serviceTrust.access.filteredOut')} />
      )}
      <AccessTable service={service} rows={rows} plaintext={plaintext} />
      {untrusted.length > 0 && (
        <Muted as="p">
          {t('serviceTrust.access.untrusted', {
            clusters: untrusted.map(printable).join(', '),
          })}
        </Muted>
      )}
      {more > 0 && (
        <Muted as="p">
          {t('serviceTrust.access.more', {
            count: more,
            value: format.count(more),
          })}
        </Muted>
      )}
    </>
  );
}

function matches(
  { namespace, tenants }: NamespaceAccess,
  filter: string,
): boolean {
  const wanted = filter.trim().toLocaleLowerCase();
  return [namespace, ...tenants].some(name =>
    name.toLocaleLowerCase().includes(wanted),
  );
}
