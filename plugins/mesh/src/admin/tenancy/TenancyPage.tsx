import { Container } from '@backstage/ui';
import { meshClusterReadPermission } from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../../components/LiveAnswer';
import { usePageParams } from '../../hooks/usePageParams';
import { useTenancy } from '../../hooks/useTenancy';
import { NamespaceSheet } from './NamespaceSheet';
import { TenancyOverview } from './TenancyOverview';

/** What belongs to whom in the fleet. A cell opens beside the matrix, and is in the page address as `namespace@cluster`. */
export function TenancyPage() {
  const live = useTenancy();
  const [params, change] = usePageParams();
  const [namespace, cluster] = params.get('cell')?.split('@') ?? [];
  return (
    <Container py="4">
      <LiveAnswer
        live={live}
        rows={10}
        permission={meshClusterReadPermission.name}
      >
        {(_, answer) => (
          <TenancyOverview
            answer={answer}
            onOpen={(of, name) => change({ cell: `${name}@${of}` })}
          />
        )}
      </LiveAnswer>
      {namespace && cluster && (
        <NamespaceSheet
          at={{ cluster, namespace }}
          onClose={() => change({ cell: undefined })}
        />
      )}
    </Container>
  );
}
