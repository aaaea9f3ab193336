import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { meshTranslationRef } from '../translation';
import styles from './Fingerprint.module.css';

/** How many bytes tell the roots of a fleet apart at a glance. */
const SHOWN = 4;

/** A SHA-256 fingerprint: short, whole on focus and as copy. */
export function Fingerprint({ children }: { readonly children: string }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const [copied, copy] = useCopyToClipboard();
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
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t(
          copied.value === whole && !copied.error
            ? 'trust.fingerprint.copied'
            : 'trust.fingerprint.copy',
        )}
        icon={copied.value === whole ? <RiCheckLine /> : <RiFileCopyLine />}
        onPress={() => copy(whole)}
      />
    </span>
  );
}
