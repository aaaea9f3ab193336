import { Container } from '@backstage/ui';
import { meshClusterReadPermission } from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../../components/LiveAnswer';
import { useControlPlanes } from '../../hooks/useControlPlanes';
import { ControlPlanesOverview } from './ControlPlanesOverview';

/** The control planes of the fleet as a product of the platform team. */
export function ControlPlanesPage() {
  const live = useControlPlanes();
  return (
    <Container py="4">
      <LiveAnswer
        live={live}
        rows={8}
        permission={meshClusterReadPermission.name}
      >
        {(_, answer) => <ControlPlanesOverview answer={answer} />}
      </LiveAnswer>
    </Container>
  );
}
