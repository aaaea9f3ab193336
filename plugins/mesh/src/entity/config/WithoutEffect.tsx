import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ConfigWithoutEffect } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { Section } from '../../components/Section';
import { StateBadge } from '../../components/StateBadge';
import { serviceTranslationRef } from '../translation';
import styles from './ConfigCard.module.css';
import { ObjectName } from './ObjectName';
import { ObjectContext } from './Winners';

/** Objects for the service in clusters from which nobody reads configuration. */
export function WithoutEffect({
  found,
  context,
}: {
  readonly found: readonly ConfigWithoutEffect[];
  readonly context: ObjectContext;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  if (found.length === 0) return null;
  return (
    <Section title={t('config.idle.title')}>
      <ul className={styles.list}>
        {found.map(({ cluster, kind, namespace, name, readFrom }) => (
          <li key={`${cluster} ${kind} ${namespace}/${name}`}>
            <StateBadge
              state="degraded"
              word={
                <>
                  <ObjectName
                    object={{ cluster, kind, namespace, name }}
                    ages={context.ages}
                    now={context.now}
                    withCluster
                  />
                  {'. '}
                  {t('config.idle.text', {
                    cluster: printable(cluster),
                    readFrom: readFrom.map(printable).join(', '),
                  })}
                </>
              }
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
