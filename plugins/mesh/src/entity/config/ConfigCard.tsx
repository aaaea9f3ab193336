import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Answer, Freshness } from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { EvidenceList } from '../../components/EvidenceList';
import { GapList } from '../../components/GapList';
import { StateBadge } from '../../components/StateBadge';
import { serviceTranslationRef } from '../translation';
import styles from './ConfigCard.module.css';
import { ObjectContext } from './Winners';

/** What a card is given: its part of the view, and what is known of all parts. */
export interface ConfigPart<T> {
  readonly part: Answer<T>;
  readonly context: ObjectContext;
  readonly freshness: Freshness;
}

/** A part of the view with its own evidence and gaps. What could not be seen makes it uncertain, and that is said first. */
export function ConfigCard(props: {
  readonly part: Answer<unknown>;
  readonly freshness: Freshness;
  readonly head: ReactNode;
  readonly children: ReactNode;
}) {
  const { part, freshness, head, children } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  return (
    <li className={styles.card}>
      {head}
      {part.gaps.length > 0 && (
        <div>
          <StateBadge state="unknown" word={t('config.answered.unsure')} />
        </div>
      )}
      {children}
      <GapList gaps={part.gaps} freshness={freshness} />
      <EvidenceList because={part.because} />
    </li>
  );
}
