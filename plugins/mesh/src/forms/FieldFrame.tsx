import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { BgProvider } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './FieldFrame.module.css';

/**
 * Frame of a template form field: description, help and errors as the scaffolder draws them in either of its themes.
 * Its forms lie on the first surface above the page, which their own components do not tell.
 */
export function FieldFrame<T, O>(props: {
  readonly field: FieldExtensionComponentProps<T, O>;
  readonly children: ReactNode;
}) {
  const { schema, uiSchema, rawErrors, errors, required, disabled } =
    props.field;
  return (
    <ScaffolderField
      rawDescription={uiSchema?.['ui:description'] ?? schema.description}
      rawErrors={rawErrors}
      errors={errors}
      required={required}
      disabled={disabled}
    >
      <BgProvider bg="neutral-1">
        <div className={styles.field}>{props.children}</div>
      </BgProvider>
    </ScaffolderField>
  );
}
