import { ErrorBoundary } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import {
  Answered,
  meshServiceReadPermission,
  ServiceRef,
  ServiceView,
} from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { OperationsPage } from '../admin/operations/OperationsPage';
import { LiveAnswer } from '../components/LiveAnswer';
import { useService } from '../hooks/useService';
import styles from './ServiceViews.module.css';
import { serviceTranslationRef } from './translation';
import { ConfigInForceView } from './config/ConfigInForceView';
import { ControlPlanesView } from './ControlPlanesView';
import { EndpointsView } from './EndpointsView';
import { ReachabilityView } from './reach/ReachabilityView';
import { ServiceFindings } from './ServiceFindings';
import { SERVICE_VIEWS, serviceView } from './serviceView';
import { SignInClusters } from './signIn/SignInClusters';
import { TrustView } from './trust/TrustView';
import { WhatIfView } from './whatif/WhatIfView';

/** The views of one service, chosen by `view` in the page address. Each asks for itself, so that one that fails leaves the others. */
export function ServiceViews({ service }: { readonly service: ServiceRef }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const [params, setParams] = useSearchParams();
  const live = useService(service);
  const view = serviceView(params.get('view'));
  const choose = (next: string) =>
    setParams(current => {
      const changed = new URLSearchParams(current);
      changed.set('view', next);
      return changed;
    });
  const inFull = (draw: (answer: Answered<ServiceView>) => ReactNode) => (
    <LiveAnswer
      live={live}
      rows={8}
      permission={meshServiceReadPermission.name}
    >
      {(_, answer) => draw(answer)}
    </LiveAnswer>
  );
  return (
    <Flex direction="column" gap="4">
      <Tabs selectedKey={view} onSelectionChange={key => choose(String(key))}>
        <div className={styles.names}>
          <TabList aria-label={t('tab.views')}>
            {SERVICE_VIEWS.map(name => (
              <Tab key={name} id={name}>
                {t(`tab.view.${name}`)}
              </Tab>
            ))}
          </TabList>
        </div>
        <TabPanel id="endpoints">
          <ErrorBoundary>
            {inFull(answer => (
              <EndpointsView answer={answer} />
            ))}
          </ErrorBoundary>
        </TabPanel>
        <TabPanel id="reachability">
          <ErrorBoundary>
            <ReachabilityView service={service} />
          </ErrorBoundary>
        </TabPanel>
        <TabPanel id="whatif">
          <ErrorBoundary>
            <WhatIfView
              service={service}
              endpoints={live.value?.value.endpoints}
            />
          </ErrorBoundary>
        </TabPanel>
        <TabPanel id="config">
          <ErrorBoundary>
            <ConfigInForceView service={service} />
          </ErrorBoundary>
        </TabPanel>
        <TabPanel id="control">
          <ErrorBoundary>
            {inFull(answer => (
              <ControlPlanesView answer={answer} />
            ))}
          </ErrorBoundary>
        </TabPanel>
        <TabPanel id="trust">
          <ErrorBoundary>
            <TrustView service={service} />
          </ErrorBoundary>
        </TabPanel>
        <TabPanel id="findings">
          <ErrorBoundary>
            <ServiceFindings service={service} />
          </ErrorBoundary>
        </TabPanel>
        <TabPanel id="activity">
          <ErrorBoundary>
            <OperationsPage namespace={service.namespace} />
          </ErrorBoundary>
        </TabPanel>
      </Tabs>
      {live.value && (
        <SignInClusters freshness={live.value.freshness} service={service} />
      )}
    </Flex>
  );
}
