import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Answered,
  FleetNetworks,
  meshClusterReadPermission,
} from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../../components/LiveAnswer';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { Section } from '../../components/Section';
import { useNetworks } from '../../hooks/useNetworks';
import { useServerNow } from '../../hooks/useServerNow';
import { GatewaysTable } from './GatewaysTable';
import { NetworkMatrix } from './NetworkMatrix';
import { networksTranslationRef } from './translation';

/** Ages move slowly: the matrix is drawn again this often. In milliseconds. */
const TICK = 10_000;

/** Networks of the fleet, their gateways, and who gets where: a block that fails by itself. */
export function NetworksSection() {
  const { t } = useTranslationRef(networksTranslationRef);
  const live = useNetworks();
  if (live.value?.value.networks.length === 0) return null;
  return (
    <Section title={t('title')}>
      <LiveAnswer
        live={live}
        rows={4}
        permission={meshClusterReadPermission.name}
        quiet
        oneCluster
      >
        {(_, answer) => <Networks answer={answer} />}
      </LiveAnswer>
    </Section>
  );
}

function Networks({ answer }: { readonly answer: Answered<FleetNetworks> }) {
  const { t } = useTranslationRef(networksTranslationRef);
  const now = useServerNow(answer.freshness.now, TICK);
  const { value, freshness } = answer;
  return (
    <>
      <Muted as="p">{t('note')}</Muted>
      <div>
        {value.networks.map(({ mesh, network, clusters }) => (
          <div key={`${mesh} ${network}`}>
            <Muted>
              {t('network', {
                network: network === '' ? t('noName') : printable(network),
                mesh: printable(mesh),
                clusters: clusters.map(printable).join(', '),
              })}
            </Muted>
          </div>
        ))}
      </div>
      <NetworkMatrix networks={value} clusters={freshness.clusters} now={now} />
      <GatewaysTable gateways={value} />
    </>
  );
}
