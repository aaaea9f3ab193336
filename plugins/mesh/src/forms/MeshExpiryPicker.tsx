import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Select } from '@backstage/ui';
import { Instant } from '@meshwise/backstage-plugin-mesh-common';
import { useState } from 'react';
import { Muted } from '../components/Muted';
import { Timestamp } from '../components/Timestamp';
import { formTranslationRef } from './translation';
import { FieldFrame } from './FieldFrame';

const HOUR = 3_600_000;

/** Offered lengths, in hours. */
const LENGTHS = [1, 4, 24, 3 * 24, 7 * 24, 30 * 24, 90 * 24] as const;

/** Options of the field in a template, under `ui:options`. */
export interface MeshExpiryPickerOptions {
  /** Longest that may be chosen, in days. */
  readonly maxDays?: number;
}

/** Chooses when a change ends, as a length from now. The value is the point in time, in milliseconds since 1970. */
export function MeshExpiryPicker(
  field: FieldExtensionComponentProps<Instant, MeshExpiryPickerOptions>,
) {
  const { onChange, formData, schema, uiSchema, required = false } = field;
  const { disabled = false, rawErrors = [] } = field;
  const { t } = useTranslationRef(formTranslationRef);
  const [chosen, setChosen] = useState<number>();
  const maxDays = uiSchema['ui:options']?.maxDays ?? 90;
  const now = Date.now();
  return (
    <FieldFrame field={field}>
      <Select
        label={schema.title ?? t('field.expiry.title')}
        placeholder={t('field.expiry.choose')}
        isRequired={required}
        isDisabled={disabled}
        isInvalid={rawErrors.length > 0}
        validationBehavior="aria"
        options={LENGTHS.filter(hours => hours <= maxDays * 24).map(hours => ({
          id: String(hours),
          label:
            hours < 24
              ? t('field.expiry.hours', { count: hours })
              : t('field.expiry.days', { count: hours / 24 }),
        }))}
        value={chosen === undefined ? null : String(chosen)}
        onChange={key => {
          const hours = key === null ? undefined : Number(key);
          setChosen(hours);
          onChange(hours === undefined ? undefined : Date.now() + hours * HOUR);
        }}
      />
      {typeof formData === 'number' && (
        <Muted as="p">
          {t('field.expiry.ends', {
            time: <Timestamp key="time" at={formData} now={now} />,
          })}
        </Muted>
      )}
    </FieldFrame>
  );
}
