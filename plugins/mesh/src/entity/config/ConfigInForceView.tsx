import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Select } from '@backstage/ui';
import {
  Answer,
  Answered,
  meshServiceReadPermission,
  ServiceConfigView,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { ComponentType } from 'react';
import { EmptyBlock } from '../../components/EmptyBlock';
import { LiveAnswer } from '../../components/LiveAnswer';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { Section } from '../../components/Section';
import { usePageParams } from '../../hooks/usePageParams';
import { useServiceConfig } from '../../hooks/useServiceConfig';
import { serviceTranslationRef } from '../translation';
import { CallerConfigCard } from './CallerConfigCard';
import styles from './ConfigCard.module.css';
import { ConfigPart } from './ConfigCard';
import { ConfigDriftSection } from './ConfigDriftSection';
import { ServerConfigCard } from './ServerConfigCard';
import { WaypointConfigCard } from './WaypointConfigCard';
import { WithoutEffect } from './WithoutEffect';

const ALL = '';

/** Which configuration is in force for a service and why other objects are not. `client` in the page address limits it to a cluster, `drift` opens a comparison. */
export function ConfigInForceView({
  service,
}: {
  readonly service: ServiceRef;
}) {
  const live = useServiceConfig(service);
  return (
    <LiveAnswer
      live={live}
      rows={8}
      permission={meshServiceReadPermission.name}
    >
      {(_, answer) => <InForce answer={answer} />}
    </LiveAnswer>
  );
}

function InForce({ answer }: { readonly answer: Answered<ServiceConfigView> }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const [params, change] = usePageParams();
  const { value, freshness, partial } = answer;
  const clusters = clustersOf(value);
  const chosen = clusters.find(cluster => cluster === params.get('client'));
  const isShown = (cluster: string) =>
    chosen === undefined || cluster === chosen;
  const callers = value.callers.filter(part =>
    part.value.callers.some(({ cluster }) => isShown(cluster)),
  );
  const servers = value.servers.filter(part => isShown(part.value.cluster));
  const waypoints = value.waypoints.filter(part => isShown(part.value.cluster));
  const context = {
    ages: value.ages,
    now: freshness.now,
    drift: value.drift,
  };
  if (clusters.length === 0)
    return (
      <div data-state="empty">
        <EmptyBlock
          title={t(partial ? 'config.empty.notSeen' : 'config.empty.title')}
          description={t('config.empty.reason')}
        />
      </div>
    );
  const ambient = value.servers.some(part => part.value.limited);
  return (
    <Flex direction="column" gap="4">
      <ConfigDriftSection answer={answer} />
      {clusters.length > 1 && (
        <Select
          className={styles.choice}
          label={t('config.cluster')}
          size="small"
          options={[
            { id: ALL, label: t('config.allClusters') },
            ...clusters.map(cluster => ({
              id: cluster,
              label: printable(cluster),
            })),
          ]}
          value={chosen ?? ALL}
          onChange={key =>
            change({ client: key === ALL ? undefined : String(key) })
          }
        />
      )}
      <Section title={t('config.callers.title')}>
        {value.callers.length === 0 && (
          <Muted as="p">
            {t(partial ? 'config.callers.noneSeen' : 'config.callers.none')}
          </Muted>
        )}
        {chosen !== undefined && callers.length === 0 && (
          <FilteredOut
            cluster={chosen}
            onShowAll={() => change({ client: undefined })}
          />
        )}
        <Cards
          parts={callers}
          card={CallerConfigCard}
          context={context}
          freshness={freshness}
        />
        {ambient && <Muted as="p">{t('config.callers.ambient')}</Muted>}
      </Section>
      {waypoints.length > 0 && (
        <Section title={t('config.waypoints.title')}>
          <Cards
            parts={waypoints}
            card={WaypointConfigCard}
            context={context}
            freshness={freshness}
          />
        </Section>
      )}
      <Section title={t('config.servers.title')}>
        {value.servers.length === 0 && (
          <Muted as="p">{t('config.servers.none')}</Muted>
        )}
        <Cards
          parts={servers}
          card={ServerConfigCard}
          context={context}
          freshness={freshness}
        />
      </Section>
      <WithoutEffect found={value.withoutEffect} context={context} />
    </Flex>
  );
}

function Cards<T>({
  parts,
  card: Card,
  ...shared
}: Omit<ConfigPart<T>, 'part'> & {
  readonly parts: readonly Answer<T>[];
  readonly card: ComponentType<ConfigPart<T>>;
}) {
  return (
    <ul className={styles.list}>
      {parts.map((part, index) => (
        <Card key={index} part={part} {...shared} />
      ))}
    </ul>
  );
}

function FilteredOut({
  cluster,
  onShowAll,
}: {
  readonly cluster: string;
  readonly onShowAll: () => void;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  return (
    <EmptyBlock
      title={t('config.filteredOut', { cluster: printable(cluster) })}
      action={
        <Button size="small" variant="secondary" onPress={onShowAll}>
          {t('config.showAll')}
        </Button>
      }
    />
  );
}

function clustersOf(value: ServiceConfigView): readonly string[] {
  return [
    ...new Set([
      ...value.callers.flatMap(part =>
        part.value.callers.map(({ cluster }) => cluster),
      ),
      ...value.servers.map(part => part.value.cluster),
      ...value.waypoints.map(part => part.value.cluster),
    ]),
  ].sort();
}
