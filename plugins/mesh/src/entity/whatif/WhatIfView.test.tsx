/**
 * @jest-environment-options {"customExportConditions": [""]}
 */
import {
  ClusterTables,
  Kind,
  KIND_NAMES,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { http, HttpResponse } from 'msw';
import { useSearchParams } from 'react-router-dom';
import { callingFleet, servedSnapshot } from '../../__testUtils__/callingFleet';
import {
  answer,
  part,
  SERVICE,
  serviceView,
} from '../../__testUtils__/fixtures';
import { Portal, renderMesh } from '../../__testUtils__/renderMesh';
import { MESH_URL, servedMesh } from '../../__testUtils__/servedMesh';
import { serviceStanding } from '../../__testUtils__/serviceStanding';
import { template } from '../../__testUtils__/templates';
import { WhatIfView } from './WhatIfView';

const { endpoints: ENDPOINTS } = serviceView([
  part('eu-west-1', { localities: [{ locality: 'eu/a', ready: 1, total: 1 }] }),
  part('us-east-1', { localities: [{ locality: 'us/a', ready: 1, total: 1 }] }),
]);

const SNAPSHOT = `${MESH_URL}/services/payments/checkout/snapshot`;
const STANDING = `${MESH_URL}/services/payments/checkout/standing`;

/** The fleet with a cluster that does not answer any more. */
function withSilent(snapshot: Snapshot, cluster: string): Snapshot {
  const tables = snapshot.clusters.get(cluster)!;
  const kinds = Object.fromEntries(
    KIND_NAMES.map((kind: Kind) => {
      const view = tables.kinds[kind]!;
      const coverage = { ...view.coverage, state: 'timeout' as const };
      return [kind, { ...view, coverage }];
    }),
  );
  const changed: ClusterTables = { kinds };
  return Snapshot.create({
    clusters: new Map(snapshot.clusters).set(cluster, changed),
    at: snapshot.at,
  });
}

describe('WhatIfView', () => {
  const { mesh, use: handle } = servedMesh();

  const serve = (snapshot: Snapshot) =>
    handle(
      http.get(SNAPSHOT, () => HttpResponse.json(servedSnapshot(snapshot))),
      http.get(STANDING, () => HttpResponse.json(answer(serviceStanding()))),
    );

  function Address() {
    const [params] = useSearchParams();
    return <output aria-label="address">{params.toString()}</output>;
  }

  const show = (path = '/', portal: Portal = {}) =>
    renderMesh(
      mesh,
      <>
        <WhatIfView service={SERVICE} endpoints={ENDPOINTS} />
        <Address />
      </>,
      path,
      portal,
    );

  const rowOf = async (cluster: string) =>
    within(
      await screen.findByRole('grid', {
        name: 'Where calls go today and after the loss',
      }),
    ).findByRole('row', { name: new RegExp(cluster) });

  it('shows where calls go today, and asks what is lost', async () => {
    serve(callingFleet());
    show();

    expect(await screen.findByText('Choose what is lost.')).toBeInTheDocument();
    const row = await rowOf('eu-west-1');
    expect(row).toHaveTextContent('eu-west-1 100%');
    expect(
      screen.getByText(/rules of Istio 1\.31\.0 \(eu-west-1 istiod\)/),
    ).toBeInTheDocument();
  });

  it('says what the loss of a cluster does, phase by phase', async () => {
    serve(callingFleet());
    show('/?lost=us-east-1');

    expect(
      await screen.findByText(/^Survives: no call fails for good/),
    ).toBeInTheDocument();
    expect(await rowOf('eu-west-1')).toHaveTextContent('no change');

    await userEvent.click(screen.getByRole('checkbox', { name: 'us-east-1' }));
    expect(screen.getByText('Choose what is lost.')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'us/us-east-1' }),
    );
    expect(screen.getByLabelText('address')).toHaveTextContent(
      'lost=place%3Aus%2Fus-east-1',
    );
    const row = await rowOf('us-east-1');
    expect(row).toHaveTextContent('The clients are in the lost part.');
    expect(
      row.querySelector('[data-state="not-applicable"]'),
    ).toHaveTextContent('lost with it');
  });

  it('shows where calls go instead, and what fails before anybody has noticed', async () => {
    const { namespace, name } = SERVICE;
    serve(
      callingFleet({
        code: 'lose',
        mode: 'D1',
        pods: {
          code: 'service',
          service: { namespace, name },
          cluster: 'eu-west-1',
          ready: 0,
        },
      }),
    );
    show('/?lost=us-east-1&phase=t0');

    const row = await rowOf('eu-west-1');
    expect(row).toHaveTextContent('us-east-1 100% (100% fail)');
    expect(row.querySelector('[data-state="down"]')).toHaveTextContent('lost');
    expect(row).toHaveTextContent(
      'After ejection, 100% of the calls still fail.',
    );
    expect(
      screen.getByText('Lost: all calls of some callers fail.'),
    ).toBeInTheDocument();
  });

  it('several losses at once, also with the keyboard', async () => {
    serve(callingFleet());
    show('/?lost=us-east-1');

    const box = await screen.findByRole('checkbox', { name: 'eu-west-1' });
    act(() => box.focus());
    await userEvent.keyboard(' ');

    expect(await screen.findByLabelText('address')).toHaveTextContent(
      'lost=us-east-1%2Ceu-west-1',
    );
    for (const cluster of ['eu-west-1', 'us-east-1'])
      expect(await rowOf(cluster)).toHaveTextContent(
        'The clients are in the lost part.',
      );
  });

  it('of the port that is chosen, the first one by default', async () => {
    serve(callingFleet());
    show('/');
    expect(await rowOf('eu-west-1')).toHaveTextContent('eu-west-1 100%');

    await userEvent.click(screen.getByRole('button', { name: /Port/ }));
    await userEvent.click(
      screen.getByRole('option', { name: '9090/grpc-admin' }),
    );

    expect(await rowOf('eu-west-1')).toHaveTextContent(
      'answered by the proxy 100%',
    );
    expect(screen.getByLabelText('address')).toHaveTextContent('port=9090');
  });

  it('the callers of one cluster', async () => {
    serve(callingFleet());
    show('/?lost=us-east-1&client=eu-west-1');

    await rowOf('eu-west-1');
    expect(
      screen.queryByRole('row', { name: /^us-east-1/ }),
    ).not.toBeInTheDocument();
  });

  it('with the control plane lost callers keep what they have', async () => {
    serve(callingFleet());
    show('/?lost=istiod:eu-west-1/istio-system/istiod');

    expect(await rowOf('us-east-1')).toHaveTextContent(
      /Their control plane is lost/,
    );
  });

  it('never promises anything on what could not be seen, and names it', async () => {
    serve(withSilent(callingFleet(), 'us-east-1'));
    show('/?lost=eu-west-1');

    expect(
      await screen.findByText(/^Unknown: something that matters/),
    ).toBeInTheDocument();
    expect(screen.getByText(/Not fully seen: us-east-1/)).toBeInTheDocument();
    expect(await rowOf('us-east-1')).toHaveTextContent(
      'last known, not certain',
    );
    expect(document.querySelector('[data-state="healthy"]')).toBeNull();
  });

  it('says why nobody is affected if nobody calls', async () => {
    const at = callingFleet().at;
    serve(Snapshot.create({ clusters: new Map(), at }));
    show();

    expect(
      await screen.findByText(/No pod with a sidecar was found/),
    ).toBeInTheDocument();
  });

  it.each([
    [403, 'NotAllowedError', /You may not see this mesh data/],
    [500, 'Error', /Request failed with 500/],
  ])('withstands status %s', async (status, name, text) => {
    handle(
      http.get(SNAPSHOT, () =>
        HttpResponse.json(
          { error: { name, message: 'it broke' }, response: {} },
          { status },
        ),
      ),
    );
    show();

    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });

  it('leads from a loss to the form of the failover, with the regions filled in', async () => {
    serve(callingFleet());
    show('/?lost=eu-west-1', {
      entities: [template('failover', 'locality-failover')],
    });

    const link = await screen.findByRole('link', {
      name: 'Plan this failover…',
    });
    const url = new URL(link.getAttribute('href') ?? '', 'http://portal');
    expect(url.pathname).toBe('/forms/default/failover');
    expect(JSON.parse(url.searchParams.get('formData') ?? '')).toEqual({
      service: SERVICE,
      failover: [{ from: 'eu', to: 'us' }],
    });
  });

  it('offers no form to who may not change failover', async () => {
    serve(callingFleet());
    show('/?lost=eu-west-1', {
      entities: [template('failover', 'locality-failover')],
      allows: ({ permission }) => permission.name !== 'mesh.failover.change',
    });

    await rowOf('eu-west-1');
    expect(
      screen.queryByRole('link', { name: 'Plan this failover…' }),
    ).not.toBeInTheDocument();
  });

  it('is accessible', async () => {
    serve(callingFleet());
    const { container } = show('/?lost=us-east-1');
    await rowOf('eu-west-1');

    const { violations } = await axe.run(container, {
      rules: {
        'color-contrast': { enabled: false },
        region: { enabled: false },
      },
    });
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
    ).toEqual([]);
  });
});
