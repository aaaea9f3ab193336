import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { NameTrust, TrustCell } from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { printable } from '../components/printable';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import styles from './TrustCellDetails.module.css';
import { trustState } from './trustState';

/** Why one side accepts the certificates of another, or does not: by roots, and by names in both ways of calling. */
export function TrustCellDetails(props: {
  readonly cell: TrustCell;
  readonly truster: string;
  readonly trusted: string;
  readonly onClose: () => void;
}) {
  const { cell, truster, trusted, onClose } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const title = t('trust.cell.title', {
    truster: printable(truster),
    trusted: printable(trusted),
  });
  return (
    <section className={styles.details} aria-label={title} role="status">
      <Flex justify="between" align="center" gap="2">
        <Text as="h4" weight="bold">
          {title}
        </Text>
        <Button size="small" variant="tertiary" onPress={onClose}>
          {t('trust.cell.close')}
        </Button>
      </Flex>
      <dl className={styles.list}>
        <Reason
          term={t('trust.cell.roots')}
          verdict={cell.roots.code}
          text={t(`trust.cell.because.${cell.roots.because}`)}
        >
          {cell.roots.code === 'partly' && (
            <>
              {' '}
              {t('trust.cell.refusing', {
                count: cell.roots.refusing.length,
              })}{' '}
              <Verbatim>{cell.roots.refusing.join(', ')}</Verbatim>
            </>
          )}
        </Reason>
        <Name term={t('trust.cell.asClient')} verdict={cell.asClient} />
        <Name term={t('trust.cell.asServer')} verdict={cell.asServer} />
      </dl>
    </section>
  );
}

function Name({
  term,
  verdict,
}: {
  readonly term: string;
  readonly verdict: NameTrust;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <Reason
      term={term}
      verdict={verdict}
      text={t(`trust.cell.name.${verdict}`)}
    />
  );
}

function Reason(props: {
  readonly term: string;
  readonly verdict: TrustCell['verdict'];
  readonly text: string;
  readonly children?: ReactNode;
}) {
  const { term, verdict, text, children } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      <dt>{term}</dt>
      <dd>
        <StateBadge
          state={trustState(verdict)}
          word={t(`trust.matrix.verdict.${verdict}`)}
        />{' '}
        {text}
        {children}
      </dd>
    </>
  );
}
