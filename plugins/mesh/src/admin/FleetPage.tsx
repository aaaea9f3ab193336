import { Container } from '@backstage/ui';
import { meshClusterReadPermission } from '@meshwise/backstage-plugin-mesh-common';
import { useSearchParams } from 'react-router-dom';
import { LiveAnswer } from '../components/LiveAnswer';
import { useFleet } from '../hooks/useFleet';
import { ClusterDrawer } from './ClusterDrawer';
import { FleetOverview } from './FleetOverview';
import { NetworksSection } from './networks/NetworksSection';

/** The fleet: every cluster the user may see. A cluster's details open beside it, and are in the page address. */
export function FleetPage() {
  const live = useFleet();
  const [params, setParams] = useSearchParams();
  const open = (cluster: string | undefined) =>
    setParams(current => {
      const next = new URLSearchParams(current);
      if (cluster === undefined) next.delete('cluster');
      else next.set('cluster', cluster);
      return next;
    });
  const chosen = params.get('cluster');
  return (
    <Container py="4">
      <LiveAnswer
        live={live}
        rows={6}
        permission={meshClusterReadPermission.name}
        quiet
      >
        {(fleet, answer) => (
          <FleetOverview
            fleet={fleet}
            freshness={answer.freshness}
            onOpen={open}
          />
        )}
      </LiveAnswer>
      <NetworksSection />
      {chosen !== null && (
        <ClusterDrawer cluster={chosen} onClose={() => open(undefined)} />
      )}
    </Container>
  );
}
