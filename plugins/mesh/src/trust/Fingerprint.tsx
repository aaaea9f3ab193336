import { CopyTextButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tooltip, TooltipTrigger, Button } from '@backstage/ui';
import { meshTranslationRef } from '../translation';
import styles from './Fingerprint.module.css';

/** How many bytes tell the roots of a fleet apart at a glance. */
const SHOWN = 4;

/** A SHA-256 fingerprint: short, whole on focus and as copy. */
export function Fingerprint({ children }: { readonly children: string }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const pairs = children.toUpperCase().match(/../g) ?? [];
  const whole = pairs.join(':');
  const short =
    pairs.length > SHOWN ? `${pairs.slice(0, SHOWN).join(':')}…` : whole;
  return (
    <span className={styles.root}>
      <TooltipTrigger>
        <Button
          size="small"
          variant="tertiary"
          className={styles.short}
          aria-label={t('trust.fingerprint.label', { fingerprint: whole })}
        >
          {short}
        </Button>
        <Tooltip className={styles.whole}>{whole}</Tooltip>
      </TooltipTrigger>
      <CopyTextButton
        text={whole}
        aria-label={t('trust.fingerprint.copy')}
        tooltipText={t('trust.fingerprint.copy')}
      />
    </span>
  );
}
