import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { Plan } from '@meshwise/backstage-plugin-mesh-common';
import { operationsTranslationRef } from '../../plan/translation';
import { PlanView } from '../../plan/PlanView';

/** The plan of an operation, as its requester saw it, behind one line. */
export function ShownPlan({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <Accordion>
      <AccordionTrigger title={t('operation.shownPlan')} />
      <AccordionPanel>
        <PlanView plan={plan} />
      </AccordionPanel>
    </Accordion>
  );
}
