import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EjectionAbility,
  GroupOutcome,
  LossReason,
  TrafficShare,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { usePercent } from '../../components/usePercent';
import { serviceTranslationRef } from '../translation';
import styles from './OutcomeTable.module.css';

/** What a verdict rests on: what the loss does, what is known of the load, and what outlier detection can do. */
export function OutcomeReasons({
  outcome,
}: {
  readonly outcome: GroupOutcome;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const percent = usePercent();
  const { before, reasons } = outcome;
  // What happens to calls of clients that are gone explains nothing.
  if (reasons.includes('caller-lost')) return null;
  const codes = [...new Set([...reasons, ...notesOf(before)])];
  return (
    <ul className={styles.why}>
      {stillFailing(outcome).map(({ name, failing }) => (
        <li key={name}>
          {t(`whatIf.stillFailing.${name}`, { percent: percent(failing) })}
        </li>
      ))}
      {codes.map(code => (
        <li key={code}>{t(`whatIf.reason.${code}`)}</li>
      ))}
      {ejections(before).map(ability => (
        <li key={JSON.stringify(ability)}>
          <Muted>
            <Ejection ability={ability} />
          </Muted>
        </li>
      ))}
    </ul>
  );
}

function Ejection({ ability }: { readonly ability: EjectionAbility }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  if (ability.code === 'not-armed')
    return <>{t(`whatIf.ejection.${ability.reason}`)}</>;
  const { atMost, hosts, needed } = ability;
  return ability.code === 'armed' ? (
    <>
      {t('whatIf.ejection.armed', {
        atMost: String(atMost),
        hosts: String(hosts),
      })}
    </>
  ) : (
    <>
      {t('whatIf.ejection.weak', {
        atMost: String(atMost),
        hosts: String(hosts),
        needed: String(needed),
      })}
    </>
  );
}

/** Shares that fail after the loss was noticed, and did not before. */
function stillFailing({ before, phases }: GroupOutcome) {
  return phases.flatMap(({ name, share }) => {
    const failing = failingOf(share);
    return name !== 't0' && failing > failingOf(before)
      ? [{ name, failing }]
      : [];
  });
}

/** Largest failing share of a route. */
function failingOf(share: TrafficShare): number {
  return share.code === 'none'
    ? 0
    : Math.max(0, ...share.routes.map(({ failing }) => failing));
}

/** What is worth knowing today already, such as that the application chooses. */
function notesOf(share: TrafficShare): readonly LossReason[] {
  if (share.code === 'none') return [];
  return share.routes
    .filter(({ unplaced, failing }) => unplaced > 0 || failing > 0)
    .flatMap(({ notes }) => notes.map(({ code }) => code));
}

function ejections(share: TrafficShare): readonly EjectionAbility[] {
  if (share.code === 'none') return [];
  const all = share.routes.flatMap(({ ejection }) => [...ejection.values()]);
  return [...new Map(all.map(item => [JSON.stringify(item), item])).values()];
}
