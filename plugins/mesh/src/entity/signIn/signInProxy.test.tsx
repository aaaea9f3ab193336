/**
 * @jest-environment-options {"customExportConditions": [""]}
 */
import { TestApiProvider } from '@backstage/frontend-test-utils';
import {
  kubernetesApiRef,
  KubernetesAuthProviders,
  KubernetesBackendClient,
} from '@backstage/plugin-kubernetes-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { answer, freshness, SERVICE } from '../../__testUtils__/fixtures';
import { fakeMesh } from '../../__testUtils__/FakeMesh';
import { renderMesh } from '../../__testUtils__/renderMesh';
import { SignInClusters } from './SignInClusters';

const BACKEND = 'http://portal.example.com/api/kubernetes';
const SLICES = `${BACKEND}/proxy/apis/discovery.k8s.io/v1/namespaces/payments/endpointslices`;

/** The backend of the Kubernetes plugin, which hands requests on to clusters: HTTP that is not ours. */
const server = setupServer(
  http.get(`${BACKEND}/clusters`, () =>
    HttpResponse.json({
      items: [
        { name: 'lab-1', authProvider: 'oidc', oidcTokenProvider: 'okta' },
      ],
    }),
  ),
);

/** The Kubernetes plugin as an app has it, whose user has signed in. */
function kubernetesPlugin(getIdToken: () => Promise<string>) {
  const noSignIn = { getAccessToken: () => Promise.reject(new Error('none')) };
  return new KubernetesBackendClient({
    discoveryApi: { getBaseUrl: async () => BACKEND },
    fetchApi: { fetch },
    kubernetesAuthProvidersApi: new KubernetesAuthProviders({
      microsoftAuthApi: noSignIn,
      googleAuthApi: noSignIn,
      oidcProviders: { okta: { getIdToken } },
    }),
  });
}

async function signIn(getIdToken = async () => 'token-of-ann') {
  const age = answer(undefined, {
    clusters: [freshness('lab-1', { state: 'sign-in', lastSeen: undefined })],
  }).freshness;
  renderMesh(
    fakeMesh(),
    <TestApiProvider apis={[[kubernetesApiRef, kubernetesPlugin(getIdToken)]]}>
      <SignInClusters freshness={age} service={SERVICE} />
    </TestApiProvider>,
  );
  await userEvent.click(await screen.findByRole('button', { name: /Sign in/ }));
}

describe('reading a cluster through the proxy of the Kubernetes plugin', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('asks for the slices of the service in the chosen cluster, with the token of the user', async () => {
    const asked: Request[] = [];
    server.use(
      http.get(SLICES, ({ request }) => {
        asked.push(request.clone());
        return HttpResponse.json({
          metadata: {},
          items: [
            { endpoints: [{ conditions: { ready: true } }, {}] },
            { endpoints: null },
          ],
        });
      }),
    );

    await signIn();

    expect(
      await screen.findByText('Your credential shows 2 of 2 endpoints ready.'),
    ).toBeInTheDocument();
    const [{ headers, url }] = asked;
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      labelSelector: 'kubernetes.io/service-name=checkout',
      limit: '100',
    });
    expect(headers.get('Backstage-Kubernetes-Cluster')).toBe('lab-1');
    expect(headers.get('Backstage-Kubernetes-Authorization-oidc-okta')).toBe(
      'token-of-ann',
    );
  });

  it('says that the cluster refused the credential', async () => {
    server.use(
      http.get(SLICES, () =>
        HttpResponse.json(
          { kind: 'Status', status: 'Failure', code: 401 },
          { status: 401 },
        ),
      ),
    );

    await signIn();

    expect(
      await screen.findByText(/refused your credential \(HTTP 401\)/),
    ).toBeInTheDocument();
  });

  it('sends nothing to the cluster when the user does not sign in', async () => {
    const asked = jest.fn(() => HttpResponse.json({ items: [] }));
    server.use(http.get(SLICES, asked));

    await signIn(() => Promise.reject(new Error('Login failed, popup closed')));

    expect(await screen.findByText(/popup closed/)).toBeInTheDocument();
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([
    ['the connection breaks', () => HttpResponse.error()],
    ['the proxy answers with a page', () => HttpResponse.html('<html></html>')],
  ])('says that the cluster could not be read when %s', async (_, broken) => {
    server.use(http.get(SLICES, broken));

    await signIn();

    expect(await screen.findByText(/could not be read/)).toBeInTheDocument();
  });
});
