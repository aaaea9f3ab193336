import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Answered,
  CONFIG_KINDS,
  ServiceConfigView,
  ServiceDrift,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { Section } from '../../components/Section';
import { StateBadge } from '../../components/StateBadge';
import { usePageParams } from '../../hooks/usePageParams';
import { meshTranslationRef } from '../../translation';
import { serviceTranslationRef } from '../translation';
import styles from './ConfigCard.module.css';
import { DriftItem } from './DriftItem';

/** Objects of the service that are not the same in all clusters. Clusters that could not be read are named: nothing found there means nothing. */
export function ConfigDriftSection({
  answer,
}: {
  readonly answer: Answered<ServiceConfigView>;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const [params, change] = usePageParams();
  const { drift } = answer.value;
  const kinds: readonly string[] = CONFIG_KINDS;
  const unseen = [
    ...new Set(
      answer.gaps
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ cluster }) => cluster),
    ),
  ];
  const open = params.get('drift');
  return (
    <Section title={t('config.drift.title')}>
      {drift.length === 0 && unseen.length === 0 && (
        <div>
          <StateBadge state="healthy" word={t('config.drift.none')} />
        </div>
      )}
      {unseen.length > 0 && (
        <div>
          <StateBadge
            state="unknown"
            word={t('config.drift.notCompared', {
              clusters: unseen.map(printable).join(', '),
            })}
          />
        </div>
      )}
      <ul className={styles.list}>
        {drift.map(item => {
          const key = keyOf(item);
          return (
            <DriftItem
              key={`${item.mesh} ${key}`}
              drift={item}
              open={open === key}
              onToggle={() => change({ drift: open === key ? undefined : key })}
            />
          );
        })}
      </ul>
      {drift.length > 0 && (
        <Muted as="p">{common('evidence.source', { section: '6.5' })}</Muted>
      )}
    </Section>
  );
}

function keyOf({ kind, namespace, name }: ServiceDrift): string {
  return `${kind}/${namespace}/${name}`;
}
