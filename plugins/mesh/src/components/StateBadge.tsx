import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { ReactNode } from 'react';
import { State } from '../state/State';
import { meshTranslationRef } from '../translation';
import styles from './StateBadge.module.css';
import { StateGlyph } from './StateGlyph';

/**
 * A state as shape, word and tone. The word can be replaced by a more exact one; `detail` is added for screen readers.
 * With `glyphOnly` the word is still there for screen readers and as a tooltip.
 */
export function StateBadge(props: {
  readonly state: State;
  readonly word?: ReactNode;
  readonly detail?: string;
  readonly glyphOnly?: boolean;
}) {
  const { state, word, detail, glyphOnly } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const name = t(`state.${state}`);
  return (
    <span
      className={styles.badge}
      data-state={state}
      title={glyphOnly ? name : undefined}
    >
      <StateGlyph state={state} />
      {glyphOnly ? (
        <VisuallyHidden>{name}</VisuallyHidden>
      ) : (
        <span>{word ?? name}</span>
      )}
      {detail !== undefined && <VisuallyHidden>{detail}</VisuallyHidden>}
    </span>
  );
}
