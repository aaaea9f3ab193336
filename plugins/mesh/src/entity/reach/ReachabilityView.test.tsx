/**
 * @jest-environment-options {"customExportConditions": [""]}
 */
import {
  Answered,
  Reach,
  ReachCheck,
  ReachRow,
  ReachView,
} from '@meshwise/backstage-plugin-mesh-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { useSearchParams } from 'react-router-dom';
import { answer, SERVICE, TIMEOUT_GAP } from '../../__testUtils__/fixtures';
import { renderMesh } from '../../__testUtils__/renderMesh';
import { MESH_URL, servedMesh } from '../../__testUtils__/servedMesh';
import { ReachabilityView } from './ReachabilityView';

const REACH = `${MESH_URL}/services/payments/checkout/reach`;

const caller = (cluster: string) => ({
  namespace: 'web',
  name: 'frontend',
  pods: 2,
  client: { cluster, namespace: 'web', pod: 'frontend-1' },
  visible: true,
});

const row = (cluster: string, ...cells: ReachRow['cells']): ReachRow => ({
  cluster,
  caller: caller(cluster),
  seen: true,
  cells,
});

const ROWS: readonly ReachRow[] = [
  row(
    'eu-west-1',
    { to: 'eu-west-1', verdict: 'yes', path: 'direct', share: 1 },
    { to: 'us-east-1', verdict: 'standby', path: 'gateway', share: 0 },
  ),
  row(
    'lab-1',
    {
      to: 'eu-west-1',
      verdict: 'no',
      path: 'local-only',
      share: undefined,
      failure: 'istiod does not watch eu-west-1.',
    },
    {
      to: 'us-east-1',
      verdict: 'no',
      path: 'gateway',
      share: 0,
      failure: 'The gateway has no address.',
    },
  ),
  {
    cluster: 'us-east-1',
    caller: undefined,
    seen: false,
    cells: [],
  },
];

const PASSED: ReachCheck = {
  check: '5',
  name: 'istiod watches the cluster',
  status: 'pass',
  text: 'It watches the cluster.',
};

const FAILED: ReachCheck = {
  check: '21',
  name: 'gateway address usable',
  status: 'fail',
  text: 'The gateway has no address.',
  fix: 'Give the Service a load balancer.',
  at: {
    object: {
      cluster: 'us-east-1',
      kind: 'Service',
      namespace: 'istio-system',
      name: 'eastwest',
    },
    field: 'status.loadBalancer.ingress',
  },
};

const BLOCKED: Reach = {
  verdict: 'no',
  path: 'gateway',
  firstFailure: FAILED,
  checks: [PASSED, FAILED],
  share: 0,
  limited: false,
};

function view(overrides: Partial<ReachView> = {}): ReachView {
  return {
    service: SERVICE,
    targets: ['eu-west-1', 'us-east-1'],
    rows: ROWS,
    chosen: {
      cluster: 'lab-1',
      caller: caller('lab-1'),
      callers: [caller('lab-1'), { ...caller('lab-1'), name: 'batch' }],
      traces: [
        {
          to: 'us-east-1',
          reach: {
            value: BLOCKED,
            gaps: [],
            because: [],
            asOf: undefined,
          },
        },
      ],
    },
    ...overrides,
  };
}

describe('ReachabilityView', () => {
  const { mesh, use: handle } = servedMesh();
  const asked: string[] = [];

  function serve(answered: Answered<ReachView>) {
    asked.length = 0;
    handle(
      http.get(REACH, ({ request }) => {
        asked.push(new URL(request.url).search);
        return HttpResponse.json(answered);
      }),
    );
  }

  function Address() {
    const [params] = useSearchParams();
    return <output aria-label="address">{params.toString()}</output>;
  }

  const show = (path = '/') =>
    renderMesh(
      mesh,
      <>
        <ReachabilityView service={SERVICE} />
        <Address />
      </>,
      path,
    );

  it('says for each pair of clusters how the service is reached, in shape and word', async () => {
    serve(answer(view()));
    show();

    const matrix = await screen.findByRole('grid', {
      name: 'How the service is reached, from cluster to cluster',
    });
    const cells = within(matrix)
      .getAllByRole('gridcell')
      .map(cell => cell.querySelector<HTMLElement>('[data-state]'))
      .map(badge => [badge?.textContent, badge?.dataset.state]);
    expect(cells).toEqual([
      ['direct · 100%', 'healthy'],
      ['gateway, standby', 'healthy'],
      ['none', 'not-applicable'],
      ['blocked', 'down'],
      ['Pods could not be seen', 'unknown'],
      ['Pods could not be seen', 'unknown'],
    ]);
    expect(
      screen.getByText(/Computed from configuration, not measured/),
    ).toBeInTheDocument();
  });

  it('explains the chosen pair: first failure with its cure, checks in order, evidence', async () => {
    serve(answer(view()));
    show('/?client=lab-1&from=web%2Ffrontend&to=us-east-1');

    expect(
      await screen.findByText(
        'lab-1 web/frontend is not served by the endpoints in us-east-1.',
      ),
    ).toBeInTheDocument();
    expect(asked).toEqual(['?client=lab-1&from=web%2Ffrontend']);
    const status = screen.getByText('Check 21: Gateway address is usable');
    expect(status.parentElement).toHaveTextContent(
      'The gateway has no address. What to do: Give the Service a load balancer.',
    );
    const checks = screen.getAllByRole('listitem');
    expect(checks.map(check => check.getAttribute('data-check'))).toEqual([
      '5',
      '21',
    ]);
    expect(checks[1]).toHaveTextContent(
      'us-east-1: Service istio-system/eastwest status.loadBalancer.ingress',
    );
  });

  it('says that what it knows of an ambient client is limited', async () => {
    const { chosen } = view();
    const traces = chosen?.traces.map(trace => ({
      ...trace,
      reach: {
        ...trace.reach,
        value: { ...trace.reach.value, limited: true },
      },
    }));
    serve(
      answer(view({ chosen: chosen && { ...chosen, traces: traces ?? [] } })),
    );
    show('/?client=lab-1&from=web%2Ffrontend&to=us-east-1');

    expect(
      await screen.findByText(/^Limited: ambient across networks is alpha/),
    ).toBeInTheDocument();
  });

  it('opens another pair with the keyboard and keeps it in the address', async () => {
    serve(answer(view()));
    show();

    const cell = await screen.findByRole('gridcell', {
      name: /eu-west-1 to us-east-1/,
    });
    act(() => cell.focus());
    await userEvent.keyboard('{Enter}');

    expect(await screen.findByLabelText('address')).toHaveTextContent(
      'client=eu-west-1&to=us-east-1',
    );
    expect(asked.at(-1)).toBe('?client=eu-west-1');
  });

  it('says that a client is not there or may not be seen, without telling which', async () => {
    serve(answer(view({ chosen: undefined })));
    show('/?client=nowhere');

    expect(
      await screen.findByText(
        /This client is not there, or you may not see it/,
      ),
    ).toBeInTheDocument();
  });

  it.each([
    [
      'no endpoints',
      { targets: [], rows: [], chosen: undefined },
      'No cluster has endpoints of this service.',
    ],
    [
      'no clients',
      {
        rows: [{ ...ROWS[2], seen: true }],
        chosen: undefined,
      },
      'No pod with a sidecar was found that could call this service.',
    ],
  ])('says why there is nothing to show: %s', async (_, overrides, text) => {
    serve(answer(view(overrides)));
    show();

    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('lists what could not be seen', async () => {
    serve(answer(view(), { gaps: [TIMEOUT_GAP], partial: true }));
    show();

    expect(
      await screen.findByText(/What could not be seen/),
    ).toBeInTheDocument();
  });

  it.each([
    [403, 'NotAllowedError', 'You may not see this mesh data'],
    [500, 'Error', 'Request failed with 500'],
  ])('withstands status %s', async (status, name, text) => {
    handle(
      http.get(REACH, () =>
        HttpResponse.json(
          { error: { name, message: 'it broke' }, response: {} },
          { status },
        ),
      ),
    );
    show();

    expect(await screen.findByText(new RegExp(text))).toBeInTheDocument();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });
});
