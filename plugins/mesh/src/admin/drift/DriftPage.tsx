import { Container } from '@backstage/ui';
import { meshClusterReadPermission } from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../../components/LiveAnswer';
import { useDrift } from '../../hooks/useDrift';
import { DriftOverview } from './DriftOverview';

/** What is not the same in all clusters that the user may see, and should be. */
export function DriftPage() {
  const live = useDrift();
  return (
    <Container py="4">
      <LiveAnswer
        live={live}
        rows={6}
        permission={meshClusterReadPermission.name}
        quiet
      >
        {(_, answer) => <DriftOverview answer={answer} />}
      </LiveAnswer>
    </Container>
  );
}
