import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import { ReactNode, useState } from 'react';
import { Verbatim } from '../../components/Verbatim';
import { operationsTranslationRef } from '../../plan/translation';

/** Longest reason that the backend takes. */
const REASON_LIMIT = 500;

/** The second gesture before something is done to an operation: what will happen and, where it must be told, why. */
export function ActDialog(props: {
  readonly title: string;
  readonly consequence: ReactNode;
  /** Verb of the button. */
  readonly verb: string;
  readonly needsReason: boolean;
  readonly onAct: (reason: string) => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { title, consequence, verb, needsReason, onAct, onDone, onClose } =
    props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const [reason, setReason] = useState('');
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<Error>();
  const act = async () => {
    setRunning(true);
    setError(undefined);
    try {
      await onAct(reason.trim());
      onDone();
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
      setRunning(false);
    }
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()}>
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">{consequence}</Text>
          {needsReason && (
            <TextField
              label={t('operation.reason')}
              isRequired
              maxLength={REASON_LIMIT}
              value={reason}
              onChange={setReason}
            />
          )}
          {error && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('operation.actFailed')}
              description={<Verbatim>{error.message}</Verbatim>}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          onPress={act}
          isDisabled={running || (needsReason && reason.trim() === '')}
        >
          {verb}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('operation.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
