import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert } from '@backstage/ui';
import {
  meshServiceReadPermission,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../components/LiveAnswer';
import { useService } from '../hooks/useService';
import { formTranslationRef } from './translation';
import { FailoverRules, RegionFailover } from './FailoverRules';
import { FieldFrame } from './FieldFrame';
import { serviceIn } from './serviceChoice';
import { serviceRegions } from './serviceRegions';

/**
 * Which region takes over for which, for the service of the answer `service`. A region without a ready endpoint cannot
 * be a target. The value is a list of pairs.
 */
export function MeshFailoverEditor(
  field: FieldExtensionComponentProps<RegionFailover[]>,
) {
  const { t } = useTranslationRef(formTranslationRef);
  const service = serviceIn(field.formContext?.formData?.service);
  return (
    <FieldFrame field={field}>
      {service ? (
        <RegionsOf service={service} field={field} />
      ) : (
        <Alert
          role="status"
          status="info"
          icon
          title={t('field.failover.incomplete')}
        />
      )}
    </FieldFrame>
  );
}

function RegionsOf({
  service,
  field,
}: {
  readonly service: ServiceRef;
  readonly field: FieldExtensionComponentProps<RegionFailover[]>;
}) {
  const { t } = useTranslationRef(formTranslationRef);
  const live = useService(service);
  return (
    <LiveAnswer
      live={live}
      rows={3}
      permission={meshServiceReadPermission.name}
      quiet
    >
      {({ endpoints }) => {
        const regions = serviceRegions(endpoints);
        if (regions.length < 2)
          return (
            <Alert
              role="status"
              status="warning"
              icon
              title={t(
                regions.length === 0
                  ? 'field.failover.noRegion'
                  : 'field.failover.oneRegion',
              )}
            />
          );
        return (
          <FailoverRules
            regions={regions}
            rules={field.formData ?? []}
            disabled={field.disabled ?? false}
            onChange={field.onChange}
          />
        );
      }}
    </LiveAnswer>
  );
}
