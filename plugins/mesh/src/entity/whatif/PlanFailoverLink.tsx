import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import {
  FleetLoss,
  MergedEndpoints,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { useServiceTemplates } from '../actions/useServiceTemplates';
import { serviceTranslationRef } from '../translation';
import { lostRegions } from './lostRegions';

/** Leads from a loss to the form of the failover that would help, filled in as far as the loss tells; nothing for who may not plan it. */
export function PlanFailoverLink(props: {
  readonly service: ServiceRef;
  readonly losses: readonly FleetLoss[];
  readonly endpoints: Pick<MergedEndpoints, 'clusters'>;
}) {
  const { service, losses, endpoints } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const { value: templates = [] } = useServiceTemplates(service, true);
  const template = templates.find(
    ({ intent }) => intent === 'locality-failover',
  );
  if (!template) return null;
  const failover = lostRegions(losses, endpoints);
  return (
    <ButtonLink
      size="small"
      variant="secondary"
      href={template.hrefWith(failover.length > 0 ? { failover } : {})}
    >
      {t('actions.planFailover')}
    </ButtonLink>
  );
}
