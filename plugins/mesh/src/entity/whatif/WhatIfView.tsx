import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  Answered,
  CallersControlPlane,
  LossOutcome,
  LossPhase,
  MergedEndpoints,
  meshServiceReadPermission,
  ServiceRef,
  ServiceSnapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { EmptyBlock } from '../../components/EmptyBlock';
import { EvidenceList } from '../../components/EvidenceList';
import { GapList } from '../../components/GapList';
import { LiveAnswer } from '../../components/LiveAnswer';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { usePageParams } from '../../hooks/usePageParams';
import { useServiceSnapshot } from '../../hooks/useServiceSnapshot';
import { serviceTranslationRef } from '../translation';
import { LossPicker } from './LossPicker';
import { tokenOfLoss } from './lostParam';
import { outcomeRows } from './outcomeRows';
import { OutcomeTable } from './OutcomeTable';
import { PlanFailoverLink } from './PlanFailoverLink';
import { useWhatIf } from './useWhatIf';
import { VerdictAlert } from './VerdictAlert';

const PHASES: readonly LossPhase['name'][] = ['t0', 't1', 't2'];

/** What the loss of parts of the fleet does to the callers of the service. `lost`, `port`, `client` and `phase` are in the page address. */
export function WhatIfView({
  service,
  endpoints,
}: {
  readonly service: ServiceRef;
  /** Where the service runs, once that is known. */
  readonly endpoints: Pick<MergedEndpoints, 'clusters'> | undefined;
}) {
  const live = useServiceSnapshot(service);
  return (
    <LiveAnswer
      live={live}
      rows={8}
      permission={meshServiceReadPermission.name}
      quiet
    >
      {(_, answer) => <Simulation answer={answer} endpoints={endpoints} />}
    </LiveAnswer>
  );
}

function Simulation({
  answer,
  endpoints,
}: {
  readonly answer: Answered<ServiceSnapshot>;
  readonly endpoints: Pick<MergedEndpoints, 'clusters'> | undefined;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const [params, change] = usePageParams();
  const { choices, losses, ports, port, outcome } = useWhatIf(
    answer,
    params.get('lost') ?? '',
    params.get('port'),
  );
  const versions = useVersions(choices.controlPlanes);
  if (outcome.groups.length === 0 && outcome.gaps.length === 0)
    return (
      <EmptyBlock
        title={t('whatIf.noCallers.title')}
        description={t('whatIf.noCallers.cure')}
      />
    );
  const lossy = losses.length > 0;
  return (
    <Flex direction="column" gap="4">
      <LossPicker
        choices={choices}
        lost={losses}
        onChange={lost => {
          const tokens = lost.flatMap(loss => tokenOfLoss(loss) ?? []);
          change({ lost: tokens.join(',') || undefined });
        }}
      />
      {lossy ? (
        <VerdictAlert
          outcome={outcome}
          action={
            endpoints && (
              <PlanFailoverLink
                service={answer.value.service}
                losses={losses}
                endpoints={endpoints}
              />
            )
          }
        />
      ) : (
        <EmptyBlock
          title={t('whatIf.nothingLost.title')}
          description={t('whatIf.nothingLost.hint')}
        />
      )}
      <Outcome
        answer={answer}
        outcome={outcome}
        lossy={lossy}
        choice={
          ports.length > 1 && (
            <Select
              label={t('whatIf.port')}
              size="small"
              options={ports.map(({ number, name }) => ({
                id: String(number),
                label: printable(
                  name === '' ? `${number}` : `${number}/${name}`,
                ),
              }))}
              value={port ? String(port.number) : null}
              onChange={key => change({ port: String(key ?? '') || undefined })}
            />
          )
        }
      />
      <Muted as="p">
        {versions !== '' && t('whatIf.versions', { list: versions })}{' '}
        {t('whatIf.honesty')}
      </Muted>
    </Flex>
  );
}

function Outcome(props: {
  readonly answer: Answered<ServiceSnapshot>;
  readonly outcome: LossOutcome;
  readonly lossy: boolean;
  /** A choice of which calls are looked at, beside that of their clients. */
  readonly choice: ReactNode;
}) {
  const { answer, outcome, lossy, choice } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const [params, change] = usePageParams();
  const homes = [...new Set(outcome.groups.map(({ group }) => group.cluster))];
  const client = homes.find(name => name === params.get('client'));
  const groups = outcome.groups.filter(
    ({ group }) => client === undefined || group.cluster === client,
  );
  const phases = PHASES.filter(name =>
    outcome.groups.some(group =>
      group.phases.some(phase => phase.name === name),
    ),
  );
  const phase =
    phases.find(name => name === params.get('phase')) ?? phases.at(-1) ?? 't0';
  return (
    <Flex direction="column" gap="3">
      <Flex align="end" gap="4" style={{ flexWrap: 'wrap' }}>
        {choice}
        <Select
          label={t('whatIf.clients')}
          size="small"
          options={[
            { id: '', label: t('whatIf.allClients') },
            ...homes.map(name => ({ id: name, label: printable(name) })),
          ]}
          value={client ?? ''}
          onChange={key => change({ client: String(key ?? '') || undefined })}
        />
        {lossy && phases.length > 1 && (
          <ToggleButtonGroup
            aria-label={t('whatIf.phase.label')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[phase]}
            onSelectionChange={([key]) =>
              change({ phase: key === undefined ? undefined : String(key) })
            }
          >
            {phases.map(name => (
              <ToggleButton key={name} id={name}>
                {t(`whatIf.phase.${name}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
        {lossy && <Muted>{t(`whatIf.phaseHint.${phase}`)}</Muted>}
      </Flex>
      <OutcomeTable
        rows={outcomeRows(groups)}
        clusters={answer.value.snapshot.clusters.map(({ name }) => name)}
        phase={phase}
        lossy={lossy}
      />
      <GapList
        gaps={distinct(groups.flatMap(({ gaps }) => gaps))}
        freshness={answer.freshness}
      />
      <EvidenceList
        because={distinct(groups.flatMap(({ because }) => because))}
      />
    </Flex>
  );
}

/** The callers share most of what decides. */
function distinct<T extends object>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map(item => [JSON.stringify(item), item])).values()];
}

function useVersions(controlPlanes: readonly CallersControlPlane[]): string {
  const { t } = useTranslationRef(serviceTranslationRef);
  return controlPlanes
    .map(({ cluster, deployment, version }) => {
      const controlPlane = printable(`${cluster} ${deployment}`);
      return version === undefined
        ? t('whatIf.versionUnknown', { controlPlane })
        : t('whatIf.version', { version, controlPlane });
    })
    .join(', ');
}
