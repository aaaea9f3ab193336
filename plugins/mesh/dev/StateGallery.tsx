import { TestApiProvider } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { Container, Flex, Link, Text } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { FleetPage } from '../src/admin/FleetPage';
import { meshApiRef } from '../src/api/meshApiRef';
import { EntityMeshCard } from '../src/entity/EntityMeshCard';
import { EntityMeshContent } from '../src/entity/EntityMeshContent';
import { ENTITY } from '../src/__testUtils__/fixtures';
import { MESHES } from '../src/__testUtils__/states';

/** Every surface in every state. `?state=stale` shows one of them. */
export function StateGallery() {
  const [params] = useSearchParams();
  const wanted = params.get('state');
  const shown = [...MESHES].filter(
    ([state]) => wanted === null || state === wanted,
  );
  return (
    <Container py="4">
      <Flex gap="3" mb="4">
        {[...MESHES.keys()].map(state => (
          <Link key={state} href={`?state=${state}`}>
            {state}
          </Link>
        ))}
      </Flex>
      {shown.map(([state, mesh]) => (
        <TestApiProvider key={state} apis={[[meshApiRef, mesh]]}>
          <EntityProvider entity={ENTITY}>
            <section aria-label={state}>
              <Text as="h2" variant="title-small">
                {state}
              </Text>
              <EntityMeshCard />
              <EntityMeshContent />
              <FleetPage />
            </section>
          </EntityProvider>
        </TestApiProvider>
      ))}
    </Container>
  );
}
