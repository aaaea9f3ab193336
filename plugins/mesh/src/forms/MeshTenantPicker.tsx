import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Select } from '@backstage/ui';
import { useEffect } from 'react';
import { formTranslationRef } from './translation';
import { FieldFrame } from './FieldFrame';
import { Tenant, useTenants } from './useTenants';

/**
 * Chooses the catalog group that will own a namespace. The user's own groups come first; whether the user may act for
 * another one is decided by the plan. The value is the name of the group.
 */
export function MeshTenantPicker(field: FieldExtensionComponentProps<string>) {
  const {
    onChange,
    formData,
    schema,
    required = false,
    disabled = false,
    rawErrors = [],
  } = field;
  const { t } = useTranslationRef(formTranslationRef);
  const tenants = useTenants();
  const own = tenants.value?.filter(tenant => tenant.own) ?? [];
  const others = tenants.value?.filter(tenant => !tenant.own) ?? [];

  const onlyOwn = own.length === 1 ? own[0].name : undefined;
  useEffect(() => {
    if (required && formData === undefined && onlyOwn !== undefined)
      onChange(onlyOwn);
  }, [required, formData, onlyOwn, onChange]);

  return (
    <FieldFrame field={field}>
      {tenants.error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('tenantPicker.failed')}
          description={tenants.error.message}
        />
      )}
      {tenants.value?.length === 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('tenantPicker.none')}
        />
      )}
      <Select
        label={schema.title ?? t('tenantPicker.title')}
        placeholder={t('tenantPicker.choose')}
        isRequired={required}
        isDisabled={disabled || !tenants.value}
        isInvalid={rawErrors.length > 0}
        validationBehavior="aria"
        search
        options={[
          ...(own.length > 0
            ? [{ title: t('tenantPicker.own'), options: own.map(optionOf) }]
            : []),
          ...(others.length > 0
            ? [
                {
                  title: t('tenantPicker.others'),
                  options: others.map(optionOf),
                },
              ]
            : []),
        ]}
        value={formData ?? null}
        onChange={key => onChange(key === null ? undefined : String(key))}
      />
    </FieldFrame>
  );
}

function optionOf(tenant: Tenant) {
  return { id: tenant.name, label: tenant.title };
}
