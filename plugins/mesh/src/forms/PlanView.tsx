import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { Plan } from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../components/Muted';
import { useFormat } from '../components/useFormat';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import { ChangeItem } from './ChangeItem';
import { groupChanges } from './groupChanges';
import { PlanChecks } from './PlanChecks';

/** A plan from words to details: what it does, whether each cluster would accept it, and every object it writes. */
export function PlanView({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const changes = groupChanges(plan.changes);
  const [unchanged, changing] = [
    changes.filter(({ change }) => change.act === 'unchanged'),
    changes.filter(({ change }) => change.act !== 'unchanged'),
  ];
  return (
    <Flex direction="column" gap="3">
      <Text as="p">
        <Verbatim>{plan.summary}</Verbatim>
      </Text>
      {plan.notes.length > 0 && (
        <ul aria-label={t('plan.notes')}>
          {plan.notes.map(note => (
            <li key={note}>
              <Text>
                <Verbatim>{note}</Verbatim>
              </Text>
            </li>
          ))}
        </ul>
      )}
      <PlanChecks plan={plan} />
      <Text as="h3" weight="bold">
        {t('plan.changes', { count: changing.length })}
      </Text>
      {changing.length === 0 && <Text>{t('plan.nothing')}</Text>}
      {[...changing, ...unchanged].map(shared => (
        <ChangeItem
          key={`${shared.clusters[0]} ${shared.change.kind} ${shared.change.namespace} ${shared.change.name}`}
          {...shared}
        />
      ))}
      <Muted>
        {t('plan.hash', {
          hash: plan.hash.slice(0, 12),
          age: format.duration(plan.expiresAt - plan.createdAt),
        })}
      </Muted>
    </Flex>
  );
}
