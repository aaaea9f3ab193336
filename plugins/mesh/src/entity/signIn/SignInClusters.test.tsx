import { TestApiProvider } from '@backstage/frontend-test-utils';
import { kubernetesApiRef } from '@backstage/plugin-kubernetes-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, freshness, SERVICE } from '../../__testUtils__/fixtures';
import { fakeMesh } from '../../__testUtils__/FakeMesh';
import { renderMesh } from '../../__testUtils__/renderMesh';
import { SignInClusters } from './SignInClusters';

const age = answer(undefined, {
  clusters: [
    freshness('eu-west-1'),
    freshness('lab-1', { state: 'sign-in', lastSeen: undefined }),
  ],
}).freshness;

function renderWith(proxy: jest.Mock) {
  renderMesh(
    fakeMesh(),
    <TestApiProvider apis={[[kubernetesApiRef, { proxy }]]}>
      <SignInClusters freshness={age} service={SERVICE} />
    </TestApiProvider>,
  );
}

describe('SignInClusters', () => {
  it('reads endpoints with the credential of the user', async () => {
    const slices = {
      items: [
        {
          endpoints: [
            { conditions: { ready: true } },
            { conditions: {} },
            { conditions: { ready: false } },
          ],
        },
      ],
    };
    const proxy = jest.fn(async () => new Response(JSON.stringify(slices)));
    renderWith(proxy);

    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Sign in to read this cluster',
      }),
    );

    expect(
      await screen.findByText('Your credential shows 2 of 3 endpoints ready.'),
    ).toBeInTheDocument();
    expect(proxy).toHaveBeenCalledWith({
      clusterName: 'lab-1',
      path: '/apis/discovery.k8s.io/v1/namespaces/payments/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dcheckout&limit=100',
    });
  });

  it('marks counts as lower limits when the cluster has more', async () => {
    renderWith(
      jest.fn(
        async () =>
          new Response(
            JSON.stringify({
              metadata: { continue: 'abc' },
              items: [{ endpoints: [{}] }],
            }),
          ),
      ),
    );

    await userEvent.click(
      await screen.findByRole('button', { name: /Sign in/ }),
    );

    expect(
      await screen.findByText(
        'Your credential shows ≥ 1 of ≥ 1 endpoints ready.',
      ),
    ).toBeInTheDocument();
  });

  it.each([
    [
      'the cluster refuses',
      async () => new Response('{}', { status: 403 }),
      /refused your credential \(HTTP 403\)/,
    ],
    [
      'the sign-in fails',
      () => Promise.reject(new Error('Login failed, popup was closed')),
      /popup was closed/,
    ],
    [
      'the answer is no list',
      async () => new Response('{"items":7}'),
      /could not be read/,
    ],
  ])('says so when %s', async (_, answerOf, text) => {
    renderWith(jest.fn(answerOf));

    await userEvent.click(
      await screen.findByRole('button', { name: /Sign in/ }),
    );

    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('offers no sign-in without the Kubernetes plugin', async () => {
    renderMesh(
      fakeMesh(),
      <SignInClusters freshness={age} service={SERVICE} />,
    );

    expect(
      await screen.findByText(/needs the Kubernetes plugin/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
