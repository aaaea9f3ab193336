import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { Operation } from '@meshwise/backstage-plugin-mesh-common';
import { operationsTranslationRef } from '../../plan/translation';
import { saveFile } from '../../components/saveFile';
import { operationsCsv, operationsJson } from './operationExport';

/** Saves the operations that are shown as a file. */
export function ExportButtons({
  operations,
  disabled,
}: {
  readonly operations: readonly Operation[];
  readonly disabled: boolean;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <Flex gap="2">
      <Button
        size="small"
        variant="secondary"
        isDisabled={disabled}
        onPress={() =>
          saveFile('operations.csv', 'text/csv', operationsCsv(operations))
        }
      >
        {t('operation.export.csv')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        isDisabled={disabled}
        onPress={() =>
          saveFile(
            'operations.json',
            'application/json',
            operationsJson(operations),
          )
        }
      >
        {t('operation.export.json')}
      </Button>
    </Flex>
  );
}
