import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
  Text,
} from '@backstage/ui';
import {
  UpgradeCallers,
  UpgradeDiff,
} from '@meshwise/backstage-plugin-mesh-common';
import { FoldedList } from '../../components/FoldedList';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { State } from '../../state/State';
import styles from '../FleetTable.module.css';
import { groupEffects } from './groupEffects';
import { controlPlanesTranslationRef } from './translation';

/** More rows than this explain no better; the count tells how many effects there are. */
const LIMIT = 200;

const VERDICT: { readonly [verdict in UpgradeDiff['verdict']]: State } = {
  unchanged: 'healthy',
  changed: 'degraded',
  unknown: 'unknown',
};

/** Whose endpoints, failover, mutual TLS, routes or load change with a version, and which documented change makes the difference. */
export function UpgradeEffects({ diff }: { readonly diff: UpgradeDiff }) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const format = useFormat();
  const { changes, effects, unknowns, verdict } = diff;
  const groups = groupEffects(effects);
  return (
    <>
      <StateBadge
        state={VERDICT[verdict]}
        word={
          verdict === 'changed'
            ? t('upgrade.changed', {
                count: effects.length,
                value: format.count(effects.length),
                version: printable(diff.to),
              })
            : t(`upgrade.${verdict}`, { version: printable(diff.to) })
        }
      />
      {unknowns.map(text => (
        <Text as="p" key={text}>
          <Verbatim>{text}</Verbatim>
        </Text>
      ))}
      {effects.length > 0 && (
        <div className={styles.region}>
          <TableRoot aria-label={t('upgrade.title')}>
            <TableHeader>
              <Column isRowHeader>{t('upgrade.column.callers')}</Column>
              <Column>{t('upgrade.column.host')}</Column>
              <Column>{t('upgrade.column.now')}</Column>
              <Column>{t('upgrade.column.then')}</Column>
              <Column>{t('upgrade.column.cause')}</Column>
            </TableHeader>
            <TableBody>
              {groups.slice(0, LIMIT).map(({ effect, callers }, index) => (
                <Row key={index} id={index}>
                  <Cell>
                    <Callers callers={callers} />
                  </Cell>
                  <Cell>
                    <Verbatim>{effect.host}</Verbatim>
                    <Muted as="div">
                      {t(`upgrade.aspect.${effect.aspect}`)}
                    </Muted>
                  </Cell>
                  <Cell>
                    <Facts facts={effect.now} />
                  </Cell>
                  <Cell>
                    <Facts facts={effect.then} />
                  </Cell>
                  <Cell>
                    {effect.causes.map(({ code, what }) => (
                      <div key={code}>
                        <Verbatim>{what}</Verbatim>
                      </div>
                    ))}
                    {effect.causes.length === 0 && t('upgrade.severalCauses')}
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </TableRoot>
        </div>
      )}
      {changes.length > 0 && (
        <FoldedList title={t('upgrade.changes', { count: changes.length })}>
          {changes.map(({ code, since, what }) => (
            <li key={code}>
              <Verbatim>{`1.${since}: ${what}`}</Verbatim>
            </li>
          ))}
        </FoldedList>
      )}
    </>
  );
}

function Callers({ callers }: { readonly callers: readonly UpgradeCallers[] }) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const format = useFormat();
  const names = callers.map(
    ({ cluster, namespace, name }) => `${cluster}: ${namespace}/${name}`,
  );
  if (names.length === 1) return <Verbatim>{names[0]}</Verbatim>;
  return (
    <FoldedList
      title={t('upgrade.callers', {
        count: names.length,
        value: format.count(names.length),
      })}
    >
      {names.map(name => (
        <li key={name}>
          <Verbatim>{name}</Verbatim>
        </li>
      ))}
    </FoldedList>
  );
}

function Facts({ facts }: { readonly facts: readonly string[] }) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  if (facts.length === 0) return <>{t('upgrade.nothing')}</>;
  return (
    <>
      {facts.map(fact => (
        <div key={fact}>
          <Verbatim>{fact}</Verbatim>
        </div>
      ))}
    </>
  );
}
