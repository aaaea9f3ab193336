import { ProxiedSignInPage, SignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';

/**
 * Signs in whom the proxy in front of the portal names, where `app.signIn.proxyProvider` says that there is one. Everybody
 * else is offered the guest, whom the backend admits only if it is configured to.
 */
export const PortalSignInPage = (props: SignInPageProps) => {
  const provider = useApi(configApiRef).getOptionalString(
    'app.signIn.proxyProvider',
  );
  const asGuest = <SignInPage {...props} providers={['guest']} />;
  if (provider === undefined) return asGuest;
  return (
    <ProxiedSignInPage
      {...props}
      provider={provider}
      ErrorComponent={() => asGuest}
    />
  );
};
