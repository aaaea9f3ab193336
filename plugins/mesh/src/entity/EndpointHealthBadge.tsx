import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EndpointHealth } from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../components/StateBadge';
import { State } from '../state/State';
import { meshTranslationRef } from '../translation';

/** Health of one endpoint, as Istio takes it from its EndpointSlice. */
export function EndpointHealthBadge({
  health,
}: {
  readonly health: EndpointHealth;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  return <StateBadge state={stateOf(health)} word={t(`health.${health}`)} />;
}

function stateOf(health: EndpointHealth): State {
  switch (health) {
    case 'healthy':
      return 'healthy';
    case 'unhealthy':
      return 'down';
    default:
      return 'progressing';
  }
}
