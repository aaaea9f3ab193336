import { Container } from '@backstage/ui';
import { Route, Routes } from 'react-router-dom';
import { OperationPage } from './OperationPage';
import { OperationsPage } from './OperationsPage';

/** What was changed through Meshwise: the list of operations, and each operation by its id. */
export function ActivityPage() {
  return (
    <Container py="4">
      <Routes>
        <Route path="/" element={<OperationsPage />} />
        <Route path=":id" element={<OperationPage />} />
      </Routes>
    </Container>
  );
}
