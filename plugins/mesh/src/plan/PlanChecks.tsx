import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import {
  ObjectChange,
  Plan,
  TargetCheck,
} from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../components/StateBadge';
import { useFormat } from '../components/useFormat';
import { Verbatim } from '../components/Verbatim';
import { operationsTranslationRef } from './translation';

/** Result of the dry run on each cluster, with what would be done there. */
export function PlanChecks({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const format = useFormat();
  const count = (check: TargetCheck, act: ObjectChange['act']) =>
    format.count(
      plan.changes.filter(
        change => change.cluster === check.cluster && change.act === act,
      ).length,
    );
  return (
    <TableRoot aria-label={t('plan.checks')}>
      <TableHeader>
        <Column isRowHeader>{t('plan.column.cluster')}</Column>
        <Column>{t('plan.column.check')}</Column>
        <Column>{t('plan.column.create')}</Column>
        <Column>{t('plan.column.update')}</Column>
        <Column>{t('plan.column.delete')}</Column>
        <Column>{t('plan.column.unchanged')}</Column>
      </TableHeader>
      <TableBody>
        {plan.checks.map(check => (
          <Row key={check.cluster} id={check.cluster}>
            <Cell>
              <Verbatim>{check.cluster}</Verbatim>
            </Cell>
            <Cell>
              <Check check={check} />
            </Cell>
            <Cell>{count(check, 'create')}</Cell>
            <Cell>{count(check, 'update')}</Cell>
            <Cell>{count(check, 'delete')}</Cell>
            <Cell>{count(check, 'unchanged')}</Cell>
          </Row>
        ))}
      </TableBody>
    </TableRoot>
  );
}

function Check({ check }: { readonly check: TargetCheck }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  if (check.code === 'ready')
    return <StateBadge state="healthy" word={t('plan.check.ready')} />;
  return (
    <>
      <StateBadge
        state={check.code === 'unreachable' ? 'unknown' : 'down'}
        word={t(`plan.check.${check.code}`)}
      />
      <div>
        <Verbatim>{check.object}</Verbatim>:{' '}
        <Verbatim>{check.message}</Verbatim>
      </div>
      <div>
        <Verbatim>{check.cure}</Verbatim>
      </div>
    </>
  );
}
