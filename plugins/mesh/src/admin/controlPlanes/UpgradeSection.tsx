import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select } from '@backstage/ui';
import {
  meshClusterReadPermission,
  minorOf,
  ObservedControlPlane,
  STUDIED_VERSIONS,
  UpgradeQuestion,
} from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../../components/LiveAnswer';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { Section } from '../../components/Section';
import { usePageParams } from '../../hooks/usePageParams';
import { useUpgrade } from '../../hooks/useUpgrade';
import { controlPlanesTranslationRef } from './translation';
import { UpgradeEffects } from './UpgradeEffects';

/** What another version of a control plane would do to its clients. The choice is in the page address. */
export function UpgradeSection({
  controlPlanes,
}: {
  readonly controlPlanes: readonly ObservedControlPlane[];
}) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const [params, change] = usePageParams();
  const chosen = controlPlanes.find(
    item => nameOf(item) === params.get('upgrade'),
  );
  const version = params.get('to');
  return (
    <Section title={t('upgrade.title')}>
      <Muted as="p">{t('upgrade.note')}</Muted>
      <Flex gap="3" style={{ flexWrap: 'wrap' }}>
        <Select
          aria-label={t('upgrade.controlPlane')}
          placeholder={t('upgrade.controlPlane')}
          size="small"
          options={controlPlanes.map(item => ({
            id: nameOf(item),
            label: printable(`${nameOf(item)} ${item.version ?? ''}`),
          }))}
          value={chosen ? nameOf(chosen) : null}
          onChange={key =>
            change({ upgrade: key === null ? undefined : String(key) })
          }
        />
        <Select
          aria-label={t('upgrade.version')}
          placeholder={t('upgrade.version')}
          size="small"
          options={versionsFor(chosen).map(id => ({ id, label: id }))}
          value={version}
          onChange={key =>
            change({ to: key === null ? undefined : String(key) })
          }
        />
      </Flex>
      {chosen && version !== null && (
        <Upgrade
          question={{
            controlPlane: {
              cluster: chosen.cluster,
              namespace: chosen.namespace,
              deployment: chosen.deployment,
            },
            version,
          }}
        />
      )}
    </Section>
  );
}

function nameOf({
  cluster,
  namespace,
  deployment,
}: ObservedControlPlane): string {
  return `${cluster}/${namespace}/${deployment}`;
}

/** Minor versions that were studied, the newest first, without the present one. */
function versionsFor(
  controlPlane: ObservedControlPlane | undefined,
): readonly string[] {
  const { oldest, newest } = STUDIED_VERSIONS;
  return Array.from(
    { length: newest - oldest + 1 },
    (_, index) => newest - index,
  )
    .filter(minor => minor !== minorOf(controlPlane?.version))
    .map(minor => `1.${minor}`);
}

function Upgrade({ question }: { readonly question: UpgradeQuestion }) {
  const live = useUpgrade(question);
  return (
    <LiveAnswer
      live={live}
      rows={4}
      permission={meshClusterReadPermission.name}
      oneCluster
    >
      {diff => <UpgradeEffects diff={diff} />}
    </LiveAnswer>
  );
}
