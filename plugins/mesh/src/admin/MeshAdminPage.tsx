import { Content, Header, Page } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, Tabs } from '@backstage/ui';
import { Navigate, Route, Routes } from 'react-router-dom';
import { meshAdminRouteRef } from '../routes';
import { adminTranslationRef } from './translation';
import { ActivityPage } from './ActivityPage';
import { ControlPlanesPage } from './controlPlanes/ControlPlanesPage';
import { DriftPage } from './drift/DriftPage';
import { FindingsPage } from './FindingsPage';
import { FleetPage } from './FleetPage';
import { TenancyPage } from './tenancy/TenancyPage';
import { TrustPage } from './trust/TrustPage';

/** The admin pages under one header, for the legacy frontend system. The new one makes header and tabs itself. */
export function MeshAdminPage() {
  const { t } = useTranslationRef(adminTranslationRef);
  const root = useRouteRef(meshAdminRouteRef)();
  return (
    <Page themeId="tool">
      <Header title={t('admin.title')} />
      <Content>
        <Tabs>
          <TabList aria-label={t('admin.tabs')}>
            <Tab id="fleet" href={`${root}/fleet`}>
              {t('admin.fleet')}
            </Tab>
            <Tab id="control-planes" href={`${root}/control-planes`}>
              {t('admin.controlPlanes')}
            </Tab>
            <Tab id="tenancy" href={`${root}/tenancy`}>
              {t('admin.tenancy')}
            </Tab>
            <Tab id="trust" href={`${root}/trust`}>
              {t('admin.trust')}
            </Tab>
            <Tab id="drift" href={`${root}/drift`}>
              {t('admin.drift')}
            </Tab>
            <Tab id="findings" href={`${root}/findings`}>
              {t('admin.findings')}
            </Tab>
            <Tab
              id="operations"
              href={`${root}/operations`}
              matchStrategy="prefix"
            >
              {t('admin.activity')}
            </Tab>
          </TabList>
        </Tabs>
        <Routes>
          <Route path="fleet" element={<FleetPage />} />
          <Route path="control-planes" element={<ControlPlanesPage />} />
          <Route path="tenancy" element={<TenancyPage />} />
          <Route path="trust" element={<TrustPage />} />
          <Route path="drift" element={<DriftPage />} />
          <Route path="findings" element={<FindingsPage />} />
          <Route path="operations/*" element={<ActivityPage />} />
          <Route path="*" element={<Navigate to="fleet" replace />} />
        </Routes>
      </Content>
    </Page>
  );
}
