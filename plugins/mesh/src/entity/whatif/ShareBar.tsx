import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ClusterName,
  RouteShare,
  TrafficShare,
} from '@meshwise/backstage-plugin-mesh-common';
import { CSSProperties } from 'react';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { usePercent } from '../../components/usePercent';
import { Verbatim } from '../../components/Verbatim';
import { serviceTranslationRef } from '../translation';
import styles from './ShareBar.module.css';
import { ShareSegment, shareSegments } from './shareSegments';

/** Colours that people with any colour vision tell apart; patterns tell them apart without colour. */
const COLOURS = [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#CC79A7',
  '#56B4E9',
  '#D55E00',
];
const PATTERNS = [
  'none',
  'repeating-linear-gradient(90deg, #fff6 0 2px, transparent 2px 6px)',
  'repeating-linear-gradient(45deg, #fff6 0 2px, transparent 2px 6px)',
  'repeating-linear-gradient(0deg, #fff6 0 2px, transparent 2px 5px)',
];
const NOWHERE = '#6E6E6E';

/** Where calls go, as a bar and in numbers for each route. */
export function ShareBar(props: {
  readonly share: TrafficShare;
  /** All clusters of the view, so that each has the same colour everywhere. */
  readonly clusters: readonly ClusterName[];
  /** Not certain: dimmed. */
  readonly certain: boolean;
}) {
  const { share, clusters, certain } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  if (share.code === 'none')
    return <>{t(`whatIf.share.none.${share.reason}`)}</>;
  const several = share.routes.length > 1;
  return (
    <>
      {share.routes.map(route => (
        <div key={route.match}>
          {several && (
            <Muted as="div">
              {route.match === '' ? (
                t('whatIf.share.everything')
              ) : (
                <Verbatim>{route.match}</Verbatim>
              )}
            </Muted>
          )}
          <RouteBar route={route} clusters={clusters} certain={certain} />
        </div>
      ))}
    </>
  );
}

function RouteBar(props: {
  readonly route: RouteShare;
  readonly clusters: readonly ClusterName[];
  readonly certain: boolean;
}) {
  const { route, clusters, certain } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const percent = usePercent();
  const nameOf = useSegmentName();
  const segments = shareSegments(route);
  return (
    <>
      <div className={styles.bar} data-certain={certain} aria-hidden>
        {segments.map(segment => (
          <span
            key={keyOf(segment)}
            className={styles.segment}
            style={{
              ...look(segment, clusters),
              width: `${segment.share * 100}%`,
            }}
          >
            {segment.failing > 0 && (
              <span
                className={styles.failing}
                style={{ width: `${(segment.failing / segment.share) * 100}%` }}
              />
            )}
          </span>
        ))}
      </div>
      <ul className={styles.numbers} data-certain={certain}>
        {segments.map(segment => (
          <li key={keyOf(segment)} className={styles.number}>
            <span
              className={styles.swatch}
              style={look(segment, clusters)}
              aria-hidden
            />
            <span>
              {nameOf(segment)} <strong>{percent(segment.share)}</strong>
              {segment.failing > 0 && (
                <>
                  {' '}
                  (
                  {t('whatIf.share.failing', {
                    percent: percent(segment.failing),
                  })}
                  )
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function useSegmentName(): (segment: ShareSegment) => string {
  const { t } = useTranslationRef(serviceTranslationRef);
  return ({ code, cluster, gateway }) => {
    if (code !== 'cluster') return t(`whatIf.share.${code}`);
    if (cluster === undefined) return t('whatIf.share.someGateway');
    return gateway
      ? t('whatIf.share.gateway', { cluster: printable(cluster) })
      : printable(cluster);
  };
}

function keyOf({ code, cluster, gateway }: ShareSegment): string {
  return `${code} ${cluster ?? ''} ${gateway}`;
}

function look(
  { cluster }: ShareSegment,
  clusters: readonly ClusterName[],
): CSSProperties {
  const index = cluster === undefined ? -1 : clusters.indexOf(cluster);
  const color = index < 0 ? NOWHERE : COLOURS[index % COLOURS.length];
  const pattern = index < 0 ? 'none' : PATTERNS[index % PATTERNS.length];
  const properties: Record<string, string> = {
    '--share-color': color,
    '--share-pattern': pattern,
  };
  return properties;
}
