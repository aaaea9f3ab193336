import { TestDatabases } from '@backstage/backend-test-utils';
import { PlannedObject } from '@meshwise/backstage-plugin-mesh-common';
import {
  ann,
  setUpOperations,
  Setup,
  submitted,
} from './__testUtils__/setUpOperations';

describe('what is observed of a change of trust', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let setup: Setup;

  afterEach(() => setup.stop.abort());

  it('T29 decides whether it is done: what nobody sees is stuck, and goes on where it stood', async () => {
    const asked: (readonly PlannedObject[])[] = [];
    let missing = ['ConfigMap shop/istio-ca-root-cert in c1'];
    setup = await setUpOperations(databases, {
      class: 'trust',
      observe: async objects => {
        asked.push(objects);
        return missing;
      },
    });
    const { id, ...stuck } = await submitted(setup);
    expect(stuck).toMatchObject({
      state: 'stuck',
      message:
        'Written, but not seen where workloads get their roots from: ConfigMap shop/istio-ca-root-cert in c1.',
      actions: expect.arrayContaining(['resume', 'undo']),
    });
    expect(asked).toEqual([
      expect.arrayContaining([
        expect.objectContaining({ act: 'apply', cluster: 'c1' }),
      ]),
    ]);

    missing = [];
    await setup.operations.resume(id, ann);
    await setup.operations.look();
    expect(await setup.operations.get(id, ann)).toMatchObject({
      state: 'done',
    });
  });

  it('is nothing for other classes', async () => {
    setup = await setUpOperations(databases, {
      class: 'tenancy',
      observe: async () => ['something'],
    });
    expect(await submitted(setup)).toMatchObject({ state: 'done' });
  });
});
