import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  Finding,
  findingKey,
  Freshness,
  Severity,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../components/Muted';
import { StateBadge } from '../components/StateBadge';
import { useFormat } from '../components/useFormat';
import { State } from '../state/State';
import { meshTranslationRef } from '../translation';
import styles from './FindingGroups.module.css';
import { FindingItem } from './FindingItem';

/** More findings of one severity than this are found with the filter. */
const LIMIT = 100;

const GROUPS: readonly (readonly [Severity, State])[] = [
  ['error', 'down'],
  ['warning', 'degraded'],
  ['info', 'not-applicable'],
];

/** Findings by severity, worst first. */
export function FindingGroups({
  findings,
  freshness,
}: {
  readonly findings: readonly Finding[];
  readonly freshness: Freshness;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  return (
    <Flex direction="column" gap="4">
      {GROUPS.map(([severity, state]) => {
        const here = findings.filter(finding => finding.severity === severity);
        if (here.length === 0) return null;
        const title = t(`findings.severity.${severity}`, {
          count: here.length,
          value: format.count(here.length),
        });
        return (
          <section key={severity} aria-label={title}>
            <h3 className={styles.title}>
              <StateBadge state={state} word={title} />
            </h3>
            <ul className={styles.list}>
              {here.slice(0, LIMIT).map(finding => (
                <FindingItem
                  key={`${findingKey(finding)} ${finding.message}`}
                  finding={finding}
                  freshness={freshness}
                />
              ))}
            </ul>
            {here.length > LIMIT && (
              <Muted as="p">
                {t('findings.more', {
                  count: here.length - LIMIT,
                  value: format.count(here.length - LIMIT),
                })}
              </Muted>
            )}
          </section>
        );
      })}
    </Flex>
  );
}
