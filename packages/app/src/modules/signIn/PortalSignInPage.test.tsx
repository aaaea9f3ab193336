import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import { PortalSignInPage } from './PortalSignInPage';

const SESSION = {
  profile: {},
  providerInfo: {},
  backstageIdentity: {
    token: 'header.eyJleHAiOjQxMDI0NDQ4MDB9.signature',
    identity: {
      type: 'user',
      userEntityRef: 'user:default/someone',
      ownershipEntityRefs: [],
    },
  },
};

function renderSignIn(
  signIn: { readonly proxyProvider?: string },
  onSignInSuccess = jest.fn(),
) {
  renderInTestApp(<PortalSignInPage onSignInSuccess={onSignInSuccess} />, {
    config: {
      app: { title: 'Test portal', signIn },
      backend: { baseUrl: 'http://localhost' },
    },
  });
  return onSignInSuccess;
}

describe('PortalSignInPage', () => {
  const answer = jest.spyOn(globalThis, 'fetch');

  afterEach(() => {
    answer.mockReset();
  });

  it('offers the guest, and asks no proxy, where none is configured', async () => {
    renderSignIn({});
    expect(await screen.findByText('Guest')).toBeInTheDocument();
    expect(answer).not.toHaveBeenCalled();
  });

  it('signs in whom the proxy names', async () => {
    answer.mockResolvedValue(Response.json(SESSION));
    const signedIn = renderSignIn({ proxyProvider: 'oauth2Proxy' });
    await waitFor(() => expect(signedIn).toHaveBeenCalled());
    const [identity] = signedIn.mock.calls[0];
    expect(await identity.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/someone',
    });
    expect(String(answer.mock.calls[0][0])).toContain('/oauth2Proxy/refresh');
    expect(screen.queryByText('Guest')).not.toBeInTheDocument();
  });

  it('offers the guest to whom the proxy does not name', async () => {
    answer.mockResolvedValue(Response.json({}, { status: 401 }));
    const signedIn = renderSignIn({ proxyProvider: 'oauth2Proxy' });
    expect(await screen.findByText('Guest')).toBeInTheDocument();
    expect(signedIn).not.toHaveBeenCalled();
  });
});
