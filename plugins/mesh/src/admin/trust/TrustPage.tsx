import { Container } from '@backstage/ui';
import { meshClusterReadPermission } from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../../components/LiveAnswer';
import { useFleetTrust } from '../../hooks/useFleetTrust';
import { TrustOverview } from './TrustOverview';

/** Who trusts whom in the fleet, by which roots, and until when. */
export function TrustPage() {
  const live = useFleetTrust();
  return (
    <Container py="4">
      <LiveAnswer
        live={live}
        rows={8}
        permission={meshClusterReadPermission.name}
      >
        {(_, answer) => <TrustOverview answer={answer} />}
      </LiveAnswer>
    </Container>
  );
}
