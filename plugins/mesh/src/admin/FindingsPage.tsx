import { Container } from '@backstage/ui';
import { meshClusterReadPermission } from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../components/LiveAnswer';
import { FindingsOverview } from '../findings/FindingsOverview';
import { useFindings } from '../hooks/useFindings';

/** What is wrong in the clusters the user may see. */
export function FindingsPage() {
  const live = useFindings();
  return (
    <Container py="4">
      <LiveAnswer
        live={live}
        rows={6}
        permission={meshClusterReadPermission.name}
        quiet
      >
        {(_, answer) => <FindingsOverview answer={answer} />}
      </LiveAnswer>
    </Container>
  );
}
