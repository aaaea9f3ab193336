import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  Answered,
  FleetTrust,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { printable } from '../../components/printable';
import { expiryState } from '../../trust/expiryState';
import { unseenClusters } from '../unseenClusters';
import { fleetTrustTranslationRef } from './translation';

/** How many roots there are, when the first ends, and whose are not known. */
export function TrustSummary({
  answer,
  now,
}: {
  readonly answer: Answered<FleetTrust>;
  readonly now: Instant;
}) {
  const { t } = useTranslationRef(fleetTrustTranslationRef);
  const format = useFormat();
  const { roots } = answer.value;
  const unseen = unseenClusters(answer);
  const first = roots.find(({ certificate }) => certificate.content);
  const end = first?.certificate.content?.notAfter;
  return (
    <Flex direction="column" gap="2">
      <Text as="h2" variant="title-x-small" weight="bold">
        {t('roots', {
          count: roots.length,
          value: format.count(roots.length, { atLeast: unseen.length > 0 }),
        })}
      </Text>
      {first && end !== undefined && (
        <div>
          <StateBadge
            state={expiryState(first.certificate, now)}
            word={
              end > now
                ? t('firstEnd', {
                    date: format.date(end),
                    left: format.duration(end - now),
                  })
                : t('firstEnded', {
                    date: format.date(end),
                    age: format.duration(now - end),
                  })
            }
          />
        </div>
      )}
      {unseen.length > 0 && (
        <div>
          <StateBadge
            state="unknown"
            word={t('unseen', {
              clusters: unseen.map(printable).join(', '),
            })}
          />
        </div>
      )}
    </Flex>
  );
}
