import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EjectionAbility,
  GroupOutcome,
  LossReason,
  TrafficShare,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { meshTranslationRef } from '../../translation';
import styles from './OutcomeTable.module.css';

/** What a verdict rests on: what the loss does, what is known of the load, and what outlier detection can do. */
export function OutcomeReasons({
  outcome,
}: {
  readonly outcome: GroupOutcome;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { before, reasons } = outcome;
  const codes = [...new Set([...reasons, ...notesOf(before)])];
  return (
    <ul className={styles.why}>
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
  const { t } = useTranslationRef(meshTranslationRef);
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
