import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { ServiceDrift } from '@meshwise/backstage-plugin-mesh-common';
import { FieldComparison } from '../../components/FieldComparison';
import { KindName } from '../../components/KindName';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import { serviceTranslationRef } from '../translation';
import styles from './ConfigCard.module.css';
import { differing } from './differing';

/** An object that is not the same in all clusters: where it differs, what that means, and the fields side by side. */
export function DriftItem(props: {
  readonly drift: ServiceDrift;
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const { drift, open, onToggle } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const { mesh, kind, namespace, name, primaries, fields, readBy } = drift;
  const counts = differing(drift, [drift]);
  return (
    <li className={styles.card}>
      <Text as="h4" weight="bold">
        <KindName>{kind}</KindName>{' '}
        <Verbatim>{`${namespace}/${name}`}</Verbatim>
      </Text>
      <div>
        {counts && (
          <StateBadge
            state="degraded"
            word={t('config.differs', {
              count: counts.count,
              all: String(counts.all),
            })}
          />
        )}{' '}
        <Muted>
          {t('config.drift.primaries', {
            mesh: printable(mesh),
            clusters: primaries.map(printable).join(', '),
          })}
        </Muted>
      </div>
      <Consequences drift={drift} />
      <Muted as="p">{t(`config.drift.readBy.${readBy}`)}</Muted>
      {fields.length > 0 && (
        <div>
          <Button
            size="small"
            variant="secondary"
            aria-expanded={open}
            onPress={onToggle}
          >
            {t(open ? 'config.drift.hide' : 'config.drift.show')}
          </Button>
        </div>
      )}
      {open && fields.length > 0 && (
        <FieldComparison
          kind={kind}
          namespace={namespace}
          name={name}
          fields={fields}
        />
      )}
    </li>
  );
}

function Consequences({ drift }: { readonly drift: ServiceDrift }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const list = (clusters: readonly string[]) =>
    clusters.map(printable).join(', ');
  return (
    <>
      {drift.drifts.map(drifted => {
        switch (drifted.code) {
          case 'missing':
            return (
              <Text as="p" key={drifted.code}>
                {t('config.drift.missing', {
                  present: list(drifted.present),
                  missing: list(drifted.missing),
                })}{' '}
                {drifted.subsets && t('config.drift.subsets')}
              </Text>
            );
          case 'shadowed':
            return (
              <Text as="p" key={drifted.code}>
                {t('config.drift.shadowed', {
                  shadowed: list(drifted.shadowed),
                  by: printable(drifted.by),
                })}
              </Text>
            );
          case 'age-order':
            return (
              <Text as="p" key={drifted.code}>
                {t('config.drift.age-order', {
                  winners: drifted.winners
                    .map(({ object, cluster }) =>
                      t('config.drift.winner', {
                        object: printable(object),
                        cluster: printable(cluster),
                      }),
                    )
                    .join(', '),
                })}
              </Text>
            );
          default:
            return null;
        }
      })}
    </>
  );
}
