import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RotationStage } from '@meshwise/backstage-plugin-mesh-common';
import { meshTranslationRef } from '../translation';
import styles from './RotationStages.module.css';

/** The steps of a rotation and where it may stand now; two of them where public objects cannot tell. */
export function RotationStages({ stage }: { readonly stage: RotationStage }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const steps = [
    ['add', stage === 'S1' || stage === 'S1-S2'],
    ['sign', stage === 'S1-S2'],
    ['drop', stage === 'S3'],
  ] as const;
  return (
    <ol className={styles.stages} aria-label={t('trust.rotation.stages')}>
      {steps.map(([name, current]) => (
        <li key={name} aria-current={current ? 'step' : undefined}>
          {t(`trust.rotation.${name}`)}
        </li>
      ))}
    </ol>
  );
}
