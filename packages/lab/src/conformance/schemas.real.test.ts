import {
  apiVersionOf,
  builtInTypes,
  publishedTypes,
  ResourceType,
  tableOf,
} from '../embedded/ResourceType';
import { EmbeddedEngine } from '../embedded/EmbeddedEngine';
import { JsonMap, listOf, mapOf } from '../embedded/apiObject';
import { RealEngine } from '../real/RealEngine';
import { ConformanceRun } from './ConformanceRun';
import { SchemaComparison } from './SchemaComparison';

const TYPES = [
  ...builtInTypes(),
  ...publishedTypes('istio'),
  ...publishedTypes('gateway-api'),
];

/** What newer Istio releases have and the published package has not. A new release of the package shortens this list. */
const NEWER_FIELDS = [
  'budgetInterval',
  'disableContextPropagation',
  'http2KeepAlive',
  'insecureSkipVerify',
  'notTrustDomains',
  'outlierDetectionHttpErrorCodes',
  'prefixRewrite',
  'trustDomains',
  'zoneAwareLbSetting',
];

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

describe('the embedded engine knows the kinds as the real one declares them', () => {
  let real: ConformanceRun;

  beforeAll(async () => {
    real = await ConformanceRun.start(RealEngine.create());
  }, 600_000);

  afterAll(async () => {
    await real?.stop();
  });

  const get = async (run: ConformanceRun, path: string, accept?: string) => {
    const { text } = await run.request({
      path,
      status: 200,
      headers: accept ? { accept } : undefined,
    });
    return JSON.parse(text) as JsonMap;
  };

  const schemasOf = async (type: ResourceType) => {
    const root = type.group ? 'apis' : 'api';
    const apiVersion = apiVersionOf(type, type.versions[0]);
    return SchemaComparison.create(
      await get(real, `/openapi/v3/${root}/${apiVersion}`),
    );
  };

  it.each(TYPES.map(type => [tableOf(type), type] as const))(
    'fields and owners of %s',
    async (_name, type) => {
      const schemas = await schemasOf(type);
      const [version] = type.versions;
      expect(schemas.mergeDifferences(type, version)).toEqual([]);
      const undeclared = schemas
        .undeclaredFields(type, version)
        .filter(path => !NEWER_FIELDS.includes(path.split('.').at(-1) ?? ''));
      expect(undeclared).toEqual([]);
    },
  );

  it('lists in discovery what the real one lists', async () => {
    const embedded = await ConformanceRun.start(EmbeddedEngine.create());
    try {
      for (const path of ['/api', '/apis']) {
        const actual = resourcesOf(await get(real, path, AGGREGATED));
        for (const [name, resource] of resourcesOf(
          await get(embedded, path, AGGREGATED),
        )) {
          expect([name, comparable(resource)]).toEqual([
            name,
            comparable(actual.get(name) ?? {}),
          ]);
        }
      }
    } finally {
      await embedded.stop();
    }
  });
});

function resourcesOf(discovery: JsonMap): Map<string, JsonMap> {
  const found = new Map<string, JsonMap>();
  for (const group of listOf(discovery.items).map(mapOf)) {
    for (const version of listOf(group.versions).map(mapOf)) {
      for (const resource of listOf(version.resources).map(mapOf)) {
        const { name } = mapOf(group.metadata);
        found.set(
          `${name ?? ''}/${version.version}/${resource.resource}`,
          resource,
        );
      }
    }
  }
  return found;
}

/** Without subresources that the embedded engine refuses, and without order. */
function comparable(resource: JsonMap) {
  return {
    kind: mapOf(resource.responseKind).kind,
    scope: resource.scope,
    singular: resource.singularResource,
    shortNames: resource.shortNames ?? [],
    categories: resource.categories ?? [],
    verbs: [...listOf(resource.verbs)].sort(),
    hasStatus: listOf(resource.subresources)
      .map(mapOf)
      .some(({ subresource }) => subresource === 'status'),
  };
}
