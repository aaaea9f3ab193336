import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Navigate, Route, Routes } from 'react-router-dom';
import { meshTranslationRef } from '../translation';
import { FleetPage } from './FleetPage';

/** The admin pages under one header, for the legacy frontend system. The new one makes header and tabs itself. */
export function MeshAdminPage() {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('admin.title')} />
      <Content>
        <Routes>
          <Route path="fleet" element={<FleetPage />} />
          <Route path="*" element={<Navigate to="fleet" replace />} />
        </Routes>
      </Content>
    </Page>
  );
}
