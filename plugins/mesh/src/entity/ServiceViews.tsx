import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import {
  meshServiceReadPermission,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { useSearchParams } from 'react-router-dom';
import { OperationsPage } from '../admin/operations/OperationsPage';
import { LiveAnswer } from '../components/LiveAnswer';
import { useService } from '../hooks/useService';
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

/** The views of one service, chosen by `view` in the page address. */
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
  return (
    <LiveAnswer
      live={live}
      rows={8}
      permission={meshServiceReadPermission.name}
    >
      {({ endpoints }, answer) => (
        <Flex direction="column" gap="4">
          <Tabs
            selectedKey={view}
            onSelectionChange={key => choose(String(key))}
          >
            <TabList aria-label={t('tab.views')}>
              {SERVICE_VIEWS.map(name => (
                <Tab key={name} id={name}>
                  {t(`tab.view.${name}`)}
                </Tab>
              ))}
            </TabList>
            <TabPanel id="endpoints">
              <EndpointsView answer={answer} />
            </TabPanel>
            <TabPanel id="reachability">
              <ReachabilityView service={service} />
            </TabPanel>
            <TabPanel id="whatif">
              <WhatIfView service={service} endpoints={endpoints} />
            </TabPanel>
            <TabPanel id="config">
              <ConfigInForceView service={service} />
            </TabPanel>
            <TabPanel id="control">
              <ControlPlanesView answer={answer} />
            </TabPanel>
            <TabPanel id="trust">
              <TrustView service={service} />
            </TabPanel>
            <TabPanel id="findings">
              <ServiceFindings service={service} />
            </TabPanel>
            <TabPanel id="activity">
              <OperationsPage namespace={service.namespace} />
            </TabPanel>
          </Tabs>
          <SignInClusters freshness={answer.freshness} service={service} />
        </Flex>
      )}
    </LiveAnswer>
  );
}
