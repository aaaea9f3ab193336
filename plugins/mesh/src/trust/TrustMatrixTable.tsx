import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { TrustCell, TrustMatrix } from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../components/Muted';
import { printable } from '../components/printable';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import { partyLabels } from './partyLabels';
import { TrustCellDetails } from './TrustCellDetails';
import styles from './TrustMatrixTable.module.css';
import { trustState } from './trustState';

/** Who accepts the certificates of whom, one direction in each cell; the chosen cell, `truster>trusted`, is explained below. */
export function TrustMatrixTable(props: {
  readonly matrix: TrustMatrix;
  readonly chosen: string | undefined;
  readonly onChoose: (cell: string | undefined) => void;
}) {
  const { matrix, chosen, onChoose } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const { parties, cells } = matrix;
  const labels = partyLabels(parties);
  const nameOf = ({ truster, trusted }: TrustCell) =>
    `${labels[truster]}>${labels[trusted]}`;
  const explained = cells.find(cell => nameOf(cell) === chosen);
  if (parties.length === 0) return <p>{t('trust.matrix.empty')}</p>;
  return (
    <>
      <div className={styles.region}>
        <TableRoot aria-label={t('trust.matrix.table')}>
          <TableHeader>
            <Column isRowHeader>{t('trust.matrix.from')}</Column>
            {labels.map(label => (
              <Column key={label}>{printable(label)}</Column>
            ))}
          </TableHeader>
          <TableBody>
            {parties.map(({ trustDomain }, truster) => (
              <Row key={labels[truster]} id={labels[truster]}>
                <Cell>
                  <Verbatim>{labels[truster]}</Verbatim>
                  <Muted as="div">
                    {trustDomain === undefined
                      ? t('trust.matrix.domainUnknown')
                      : t('trust.matrix.domain', {
                          domain: printable(trustDomain),
                        })}
                  </Muted>
                </Cell>
                {parties.map((_, trusted) => (
                  <Cell key={labels[trusted]}>
                    <Verdict
                      cell={cells.find(
                        cell =>
                          cell.truster === truster && cell.trusted === trusted,
                      )}
                      labels={labels}
                      onPress={cell => onChoose(nameOf(cell))}
                    />
                  </Cell>
                ))}
              </Row>
            ))}
          </TableBody>
        </TableRoot>
      </div>
      {explained && (
        <TrustCellDetails
          cell={explained}
          truster={labels[explained.truster]}
          trusted={labels[explained.trusted]}
          onClose={() => onChoose(undefined)}
        />
      )}
    </>
  );
}

function Verdict(props: {
  readonly cell: TrustCell | undefined;
  readonly labels: readonly string[];
  readonly onPress: (cell: TrustCell) => void;
}) {
  const { cell, labels, onPress } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  if (!cell)
    return <StateBadge state="not-applicable" word={t('trust.matrix.own')} />;
  const verdict = t(`trust.matrix.verdict.${cell.verdict}`);
  return (
    <Button
      size="small"
      variant="tertiary"
      className={styles.verdict}
      aria-label={t('trust.matrix.cell', {
        truster: printable(labels[cell.truster]),
        trusted: printable(labels[cell.trusted]),
        verdict,
      })}
      onPress={() => onPress(cell)}
    >
      <StateBadge state={trustState(cell.verdict)} word={verdict} />
    </Button>
  );
}
