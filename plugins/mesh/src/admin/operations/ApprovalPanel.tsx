import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Card,
  CardBody,
  CardHeader,
  Checkbox,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import {
  meshOperationApprovePermission,
  Operation,
} from '@meshwise/backstage-plugin-mesh-common';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { meshApiRef } from '../../api/meshApiRef';
import { Timestamp } from '../../components/Timestamp';
import { Verbatim } from '../../components/Verbatim';
import { PlanView } from '../../plan/PlanView';
import { operationsTranslationRef } from '../../plan/translation';
import { ActDialog } from './ActDialog';

/** How much of a fingerprint an approver types. */
const FINGERPRINT_LENGTH = 8;

/**
 * The second person's decision: the plan to read, and approve or reject. For trust, the approver types a part of the
 * fingerprint that came from the owner of the root by another way (T27).
 */
export function ApprovalPanel({
  operation,
  onActed,
}: {
  readonly operation: Operation;
  readonly onActed: () => void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const mesh = useApi(meshApiRef);
  const { id, planHash, approval, actions, plan } = operation;
  const [read, setRead] = useState(false);
  const [typed, setTyped] = useState('');
  const [asking, setAsking] = useState<'approve' | 'reject'>();
  const fingerprint = typed.replace(/[\s:]/g, '').toLowerCase();
  const needsFingerprint = operation.intent === 'trust-root';
  const fingerprintReady =
    !needsFingerprint || fingerprint.length === FINGERPRINT_LENGTH;
  const done = () => {
    setAsking(undefined);
    onActed();
  };
  return (
    <Card>
      <CardHeader>
        <Text as="h3" weight="bold">
          {t('approval.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          {approval && (
            <Text as="p">
              <Verbatim>{approval.reason}</Verbatim>{' '}
              {t('approval.expires', {
                time: (
                  <Timestamp
                    key="time"
                    at={approval.expiresAt}
                    now={approval.requestedAt}
                  />
                ),
              })}
            </Text>
          )}
          {!actions.includes('approve') && <WhyNot operation={operation} />}
          {plan && <PlanView plan={plan} />}
          {actions.includes('approve') && (
            <>
              <Checkbox isSelected={read} onChange={setRead}>
                {t('approval.read', { hash: planHash.slice(0, 12) })}
              </Checkbox>
              {needsFingerprint && (
                <TextField
                  label={t('approval.fingerprint')}
                  description={t('approval.fingerprintSource')}
                  isRequired
                  autoComplete="off"
                  spellCheck="false"
                  value={typed}
                  onChange={setTyped}
                />
              )}
            </>
          )}
          <Flex gap="2">
            {actions.includes('approve') && (
              <Button
                isDisabled={!read || !fingerprintReady}
                onPress={() => setAsking('approve')}
              >
                {t('approval.approve.verb')}
              </Button>
            )}
            {actions.includes('reject') && (
              <Button variant="secondary" onPress={() => setAsking('reject')}>
                {t('approval.reject.verb')}
              </Button>
            )}
          </Flex>
        </Flex>
      </CardBody>
      {asking && (
        <ActDialog
          title={t(`approval.${asking}.title`)}
          consequence={t(`approval.${asking}.consequence`)}
          verb={t(`approval.${asking}.verb`)}
          needsReason={asking === 'reject'}
          onAct={reason =>
            asking === 'reject'
              ? mesh.reject(id, { reason })
              : mesh.approve(id, {
                  planHash,
                  ...(needsFingerprint && { fingerprint }),
                })
          }
          onDone={done}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Card>
  );
}

/** Why the reader cannot approve: it is the reader's own operation, or a permission is missing. */
function WhyNot({ operation }: { readonly operation: Operation }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const identity = useApi(identityApiRef);
  const me = useAsync(() => identity.getBackstageIdentity(), [identity]);
  if (me.loading) return null;
  const own = me.value?.userEntityRef === operation.requester;
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={
        own
          ? t('approval.own')
          : t('approval.notAllowed', {
              permission: meshOperationApprovePermission.name,
            })
      }
    />
  );
}
