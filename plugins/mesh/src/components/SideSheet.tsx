import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import Drawer from '@material-ui/core/Drawer';
import { RiCloseLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { meshTranslationRef } from '../translation';
import styles from './SideSheet.module.css';

/**
 * Details beside a page. Keeps the focus inside, closes with Escape or a click beside it, and gives the focus back. Nothing
 * in it may open a dialog of its own: the two would fight for the focus.
 */
export function SideSheet(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { title, onClose, children } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <Drawer
      open
      anchor="right"
      onClose={onClose}
      classes={{ root: styles.root, paper: styles.sheet }}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-label': title,
      }}
    >
      <header className={styles.header}>
        <Text as="h2" variant="body-large" weight="bold">
          {title}
        </Text>
        <ButtonIcon
          variant="tertiary"
          aria-label={t('sheet.close')}
          icon={<RiCloseLine />}
          onPress={onClose}
        />
      </header>
      <div className={styles.body}>{children}</div>
    </Drawer>
  );
}
