import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { Plan } from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../components/Muted';
import { useFormat } from '../components/useFormat';
import { Verbatim } from '../components/Verbatim';
import { operationsTranslationRef } from './translation';
import { EffectView } from './effect/EffectView';
import { PlanChanges } from './PlanChanges';
import { PlanChecks } from './PlanChecks';
import { PlanConditions } from './PlanConditions';

/**
 * A plan from meaning to details: what it does in words, what that means for callers, whether each cluster would accept
 * it, and every object it writes.
 */
export function PlanView({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const format = useFormat();
  return (
    <Flex direction="column" gap="4">
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
      <PlanConditions plan={plan} />
      <EffectView effect={plan.effect} now={plan.createdAt} />
      <PlanChecks plan={plan} />
      <PlanChanges changes={plan.changes} />
      <Muted>
        {t('plan.hash', {
          hash: plan.hash.slice(0, 12),
          age: format.duration(plan.expiresAt - plan.createdAt),
        })}
      </Muted>
    </Flex>
  );
}
