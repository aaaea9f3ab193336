import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Checkbox, CheckboxGroup, Flex, Text } from '@backstage/ui';
import { ServiceRef, serviceKey } from '@meshwise/backstage-plugin-mesh-common';
import { Verbatim } from '../components/Verbatim';
import { formTranslationRef } from './translation';
import { FieldFrame } from './FieldFrame';
import { serviceIn, serviceOfKey } from './serviceChoice';
import { ServiceChoices } from './ServiceChoices';

/** Chooses services of the catalog. The value is a list of their namespaces and names. */
export function MeshServicesPicker(
  field: FieldExtensionComponentProps<ServiceRef[]>,
) {
  const { onChange, formData, schema, required = false } = field;
  const { disabled = false, rawErrors = [] } = field;
  const { t } = useTranslationRef(formTranslationRef);
  const chosen = (formData ?? []).flatMap(answer => serviceIn(answer) ?? []);
  return (
    <FieldFrame field={field}>
      <ServiceChoices>
        {(groups, services) => (
          <CheckboxGroup
            label={schema.title ?? t('field.service.title')}
            isRequired={required}
            isDisabled={disabled}
            isInvalid={rawErrors.length > 0}
            validationBehavior="aria"
            value={chosen.map(serviceKey)}
            onChange={keys =>
              onChange(keys.flatMap(key => serviceOfKey(key, services) ?? []))
            }
          >
            <Flex direction="column" gap="4">
              {groups.map(({ title, members }) => (
                <div key={title} role="group" aria-label={title}>
                  <Text weight="bold">{title}</Text>
                  <Flex direction="column" gap="2">
                    {members.map(service => (
                      <Checkbox
                        key={serviceKey(service)}
                        value={serviceKey(service)}
                      >
                        <Verbatim>{serviceKey(service)}</Verbatim>
                      </Checkbox>
                    ))}
                  </Flex>
                </div>
              ))}
            </Flex>
          </CheckboxGroup>
        )}
      </ServiceChoices>
    </FieldFrame>
  );
}
