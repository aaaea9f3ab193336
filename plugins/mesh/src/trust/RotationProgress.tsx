import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Flex,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
  Text,
} from '@backstage/ui';
import {
  Instant,
  Rotation,
  RotationGate,
  RotationStage,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../components/Muted';
import { printable } from '../components/printable';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { State } from '../state/State';
import { meshTranslationRef } from '../translation';
import { ExpiryText } from './ExpiryText';
import { placesByCluster } from './placesByCluster';
import { RootName } from './RootName';
import { RotationStages } from './RotationStages';

const STAGE: { readonly [stage in RotationStage]: State } = {
  S0: 'healthy',
  S1: 'progressing',
  'S1-S2': 'progressing',
  S3: 'progressing',
  broken: 'down',
  unknown: 'unknown',
};

const GATE: { readonly [state in RotationGate['state']]: State } = {
  passed: 'healthy',
  open: 'progressing',
  unknown: 'unknown',
};

/** How far the rotation of the root of a mesh has come, and what holds the next stage up. */
export function RotationProgress({
  rotation,
  now,
}: {
  readonly rotation: Rotation;
  readonly now: Instant;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { stage, gates, places } = rotation;
  const roots = [
    [rotation.new ? 'old' : 'root', rotation.old],
    ['new', rotation.new],
  ] as const;
  const title = t('trust.rotation.title', { mesh: printable(rotation.mesh) });
  return (
    <Flex direction="column" gap="2">
      <Text as="h4" weight="bold">
        {title}
      </Text>
      <div>
        <StateBadge
          state={STAGE[stage]}
          word={t(`trust.rotation.stage.${stage}`)}
        />
      </div>
      {roots.map(
        ([name, root]) =>
          root && (
            <Text as="div" key={name}>
              {t(`trust.rotation.${name}`)}: <RootName certificate={root} />{' '}
              <ExpiryText certificate={root} now={now} />
            </Text>
          ),
      )}
      {gates.length > 0 && <RotationStages stage={stage} />}
      {placesByCluster(places).map(({ cluster, both, all }) => (
        <Muted as="p" key={cluster}>
          {t('trust.rotation.places', {
            cluster: printable(cluster),
            both: String(both),
            all: String(all),
          })}
        </Muted>
      ))}
      {gates.length > 0 && <Gates gates={gates} />}
    </Flex>
  );
}

function Gates({ gates }: { readonly gates: readonly RotationGate[] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <TableRoot aria-label={t('trust.rotation.gates')}>
      <TableHeader>
        <Column isRowHeader>{t('trust.rotation.column.gate')}</Column>
        <Column>{t('trust.rotation.column.state')}</Column>
        <Column>{t('trust.rotation.column.message')}</Column>
      </TableHeader>
      <TableBody>
        {gates.map(({ before, code, state, message, clusters }) => (
          <Row key={`${before} ${code}`} id={`${before} ${code}`}>
            <Cell>
              {t(`trust.rotation.gate.${code}`)}{' '}
              <Muted>{t(`trust.rotation.before.${before}`)}</Muted>
            </Cell>
            <Cell>
              <StateBadge
                state={GATE[state]}
                word={t(`trust.rotation.gateState.${state}`)}
              />
            </Cell>
            <Cell>
              <Verbatim>{message}</Verbatim>
              {clusters.length > 0 && (
                <Muted as="div">
                  <Verbatim>{clusters.join(', ')}</Verbatim>
                </Muted>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </TableRoot>
  );
}
