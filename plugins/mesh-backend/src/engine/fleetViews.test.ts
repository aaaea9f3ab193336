import { Answer, Memo, Snapshot } from '@meshwise/backstage-plugin-mesh-common';
import Ajv from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fleet } from '../__testUtils__/fleet';
import { document } from '../http/openapi/document';
import {
  controlPlanesView,
  driftView,
  networksView,
  trustView,
  upgradeView,
} from './fleetViews';
import { answered } from './freshness';
import { namespaceView, tenancyView } from './tenancyView';

const EXAMPLES = join(__dirname, '../../../../examples/clusters');

/** The example clusters, as the portal shows them. */
function exampleFleet(): Snapshot {
  const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter(
    entry => entry.isDirectory() && !entry.name.startsWith('_'),
  );
  return fleet(
    Object.fromEntries(
      folders.map(({ name }) => {
        const files = readdirSync(join(EXAMPLES, name)).filter(file =>
          file.endsWith('.yaml'),
        );
        const yaml = files
          .map(file => readFileSync(join(EXAMPLES, name, file), 'utf8'))
          .join('\n---\n');
        return [name, { yaml }];
      }),
    ),
  );
}

const ajv = new Ajv({ strict: false }).addSchema(document, 'document');

describe('views of the example fleet', () => {
  const snapshot = exampleFleet();
  const memo = Memo.create();

  it.each<[string, () => Answer<unknown>]>([
    ['AnsweredTenancy', () => tenancyView(snapshot, memo)],
    [
      'AnsweredNamespace',
      () =>
        namespaceView(snapshot, memo, {
          cluster: 'us-east-1',
          namespace: 'reporting',
        }),
    ],
    ['AnsweredTrust', () => trustView(snapshot, memo)],
    ['AnsweredControlPlanes', () => controlPlanesView(snapshot, memo)],
    [
      'AnsweredUpgrade',
      () =>
        upgradeView(snapshot, memo, {
          controlPlane: {
            cluster: 'eu-west-1',
            namespace: 'istio-system',
            deployment: 'istiod-1-29-2',
          },
          version: '1.31',
        }),
    ],
    ['AnsweredDrift', () => driftView(snapshot, memo)],
    ['AnsweredNetworks', () => networksView(snapshot, memo)],
  ])('are documented: %s', (schema, view) => {
    const body = JSON.parse(JSON.stringify(answered(view(), [], snapshot.at)));
    ajv.validate({ $ref: `document#/components/schemas/${schema}` }, body);
    expect(ajv.errorsText()).toBe('No errors');
  });

  it('find one namespace that two teams claim', () => {
    const { tenants } = tenancyView(snapshot, memo).value;
    const contested = tenants.flatMap(({ namespaces }) =>
      namespaces.filter(
        ({ verdict }) =>
          verdict.code === 'conflict' && verdict.tenants.length > 1,
      ),
    );
    expect(new Set(contested.map(({ namespace }) => namespace))).toEqual(
      new Set(['reporting']),
    );
  });
});
