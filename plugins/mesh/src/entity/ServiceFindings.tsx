import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  Finding,
  meshClusterReadPermission,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../components/LiveAnswer';
import { printable } from '../components/printable';
import { CheckedText } from '../findings/CheckedText';
import { FindingGroups } from '../findings/FindingGroups';
import { useFindings } from '../hooks/useFindings';
import { meshTranslationRef } from '../translation';

/** What is wrong with a service, and elsewhere in its namespace. */
export function ServiceFindings({ service }: { readonly service: ServiceRef }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const live = useFindings();
  return (
    <LiveAnswer
      live={live}
      rows={6}
      permission={meshClusterReadPermission.name}
      quiet
    >
      {({ findings }, answer) => {
        const near = findings.filter(finding => isNear(finding, service));
        const own = near.filter(({ subject }) => subject.name === service.name);
        const others = near.filter(finding => !own.includes(finding));
        return (
          <Flex direction="column" gap="4">
            <CheckedText answer={answer} found={near.length} />
            <FindingGroups findings={own} freshness={answer.freshness} />
            {others.length > 0 && (
              <Text as="h3" variant="title-x-small" weight="bold">
                {t('findings.elsewhere', {
                  namespace: printable(service.namespace),
                })}
              </Text>
            )}
            <FindingGroups findings={others} freshness={answer.freshness} />
          </Flex>
        );
      }}
    </LiveAnswer>
  );
}

/** A finding about the service's namespace, or about something in it. */
function isNear({ subject }: Finding, service: ServiceRef): boolean {
  return subject.kind === 'Namespace'
    ? subject.name === service.namespace
    : subject.namespace === service.namespace;
}
