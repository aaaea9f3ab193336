import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Column, Row, TableBody, TableHeader, TableRoot } from '@backstage/ui';
import {
  Answered,
  ClusterName,
  ServiceView,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../components/Muted';
import { StaleCell } from '../components/StaleCell';
import { Verbatim } from '../components/Verbatim';
import { endpointsState } from '../state/endpointsState';
import { worstFirst } from '../state/worstFirst';
import { serviceTranslationRef } from './translation';
import { ClusterLabel } from './ClusterLabel';
import { ReadyCount } from './ReadyCount';
import { isUnseen } from './unseen';
import { UnseenClusters } from './UnseenClusters';

/** A card is a summary: more clusters are counted and shown on the tab. */
const LIMIT = 4;

/** The clusters of a service, worst first. */
export function CardTable({
  answer,
}: {
  readonly answer: Answered<ServiceView>;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { endpoints } = answer.value;
  const parts = worstFirst(
    endpoints.clusters.filter(part => !isUnseen(part)),
    endpointsState,
  );
  return (
    <>
      <TableRoot aria-label={t('card.table')}>
        <TableHeader>
          <Column isRowHeader>{t('endpoints.column.cluster')}</Column>
          <Column>{t('endpoints.column.ready')}</Column>
          <Column>{t('endpoints.column.locality')}</Column>
          <Column>{t('control.title')}</Column>
        </TableHeader>
        <TableBody>
          {parts.slice(0, LIMIT).map(part => (
            <Row key={part.cluster} id={part.cluster}>
              <StaleCell stale={part.knowledge !== 'complete'} lead>
                <ClusterLabel
                  cluster={part.cluster}
                  state={endpointsState(part)}
                  freshness={answer.freshness}
                />
              </StaleCell>
              <StaleCell stale={part.knowledge !== 'complete'}>
                <ReadyCount part={part} />
              </StaleCell>
              <StaleCell stale={part.knowledge !== 'complete'}>
                {part.localities.map(({ locality }) => (
                  <div key={locality}>
                    {locality === '' ? (
                      t('endpoints.localityUnknown')
                    ) : (
                      <Verbatim>{locality}</Verbatim>
                    )}
                  </div>
                ))}
              </StaleCell>
              <StaleCell stale={part.knowledge !== 'complete'}>
                {ownersOf(answer.value, part.cluster).map(owner => (
                  <div key={owner}>
                    <Verbatim>{owner}</Verbatim>
                  </div>
                ))}
              </StaleCell>
            </Row>
          ))}
        </TableBody>
      </TableRoot>
      <UnseenClusters parts={endpoints.clusters} />
      {parts.length > LIMIT && (
        <Muted as="p">{t('card.more', { count: parts.length - LIMIT })}</Muted>
      )}
    </>
  );
}

function ownersOf(view: ServiceView, cluster: ClusterName): string[] {
  const owned =
    view.governance.clusters.find(candidate => candidate.cluster === cluster)
      ?.owns ?? [];
  const texts = owned.map(({ revision, proxyVersion, controlPlane }) =>
    [controlPlane?.version ?? proxyVersion, revision]
      .filter(text => text !== undefined)
      .join(' · '),
  );
  return [...new Set(texts)].filter(text => text !== '');
}
