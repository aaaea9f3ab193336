import { Container } from '@backstage/ui';
import { Route, Routes } from 'react-router-dom';
import { OperationPage } from './operations/OperationPage';
import { OperationsPage } from './operations/OperationsPage';
import { UndoPage } from './operations/UndoPage';

/** What was changed through Meshwise: the list of operations, and each operation by its id. */
export function ActivityPage() {
  return (
    <Container py="4">
      <Routes>
        <Route path="/" element={<OperationsPage />} />
        <Route path=":id" element={<OperationPage />} />
        <Route path=":id/undo" element={<UndoPage />} />
      </Routes>
    </Container>
  );
}
