import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Select } from '@backstage/ui';
import { ServiceRef, serviceKey } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../components/printable';
import { formTranslationRef } from './translation';
import { FieldFrame } from './FieldFrame';
import { serviceIn, serviceOfKey } from './serviceChoice';
import { ServiceChoices } from './ServiceChoices';
import { ServiceFacts } from './ServiceFacts';

/** Chooses one service of the catalog, and says where it runs. The value is its namespace and name. */
export function MeshServicePicker(
  field: FieldExtensionComponentProps<ServiceRef>,
) {
  const { onChange, formData, schema, required = false } = field;
  const { disabled = false, rawErrors = [] } = field;
  const { t } = useTranslationRef(formTranslationRef);
  const chosen = serviceIn(formData);
  return (
    <FieldFrame field={field}>
      <ServiceChoices>
        {(groups, services) => (
          <Select
            label={schema.title ?? t('field.service.title')}
            placeholder={t('field.service.choose')}
            isRequired={required}
            isDisabled={disabled}
            isInvalid={rawErrors.length > 0}
            validationBehavior="aria"
            search
            options={groups.map(({ title, members }) => ({
              title,
              options: members.map(service => ({
                id: serviceKey(service),
                label: printable(serviceKey(service)),
              })),
            }))}
            value={chosen ? serviceKey(chosen) : null}
            onChange={key =>
              onChange(
                key === null ? undefined : serviceOfKey(String(key), services),
              )
            }
          />
        )}
      </ServiceChoices>
      {chosen && <ServiceFacts service={chosen} />}
    </FieldFrame>
  );
}
