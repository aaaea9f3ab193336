import { answerSchemas } from './answerSchemas';
import { findingSchemas } from './findingSchemas';
import { fleetSchemas } from './fleetSchemas';
import { operationSchemas } from './operationSchemas';
import { reachSchemas } from './reachSchemas';
import { ref, Schema } from './schema';
import { serviceConfigSchemas } from './serviceConfigSchemas';
import { serviceSchemas } from './serviceSchemas';
import { snapshotSchemas } from './snapshotSchemas';
import { serviceStandingSchemas } from './serviceStandingSchemas';
import { serviceTrustSchemas } from './serviceTrustSchemas';
import { controlPlaneSchemas } from './controlPlaneSchemas';
import { driftSchemas } from './driftSchemas';
import { fleetTrustSchemas } from './fleetTrustSchemas';
import { networkSchemas } from './networkSchemas';
import { tenancySchemas } from './tenancySchemas';

const name = (parameter: string, description: string) => ({
  name: parameter,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string', minLength: 1, maxLength: 253 },
});

const json = (schema: Schema) => ({
  content: { 'application/json': { schema } },
});

/** All errors have the same body. Their meaning is that of the status codes of HTTP. */
const failure = { description: 'What is wrong.', ...json(ref('Error')) };

const answers = (schema: string, description: string, status = '200') => ({
  [status]: { description, ...json(ref(schema)) },
  default: failure,
});

const security = [{}, { JWT: [] }];

/** What somebody decides about an operation. */
const decision = (act: string, summary: string, body: string) => ({
  operationId: `${act}Operation`,
  summary,
  security,
  parameters: [name('id', 'Id of the operation.')],
  requestBody: { required: true, ...json(ref(body)) },
  responses: answers('Operation', 'The operation.'),
});

/** The HTTP API of the mesh plugin. */
export const document = {
  openapi: '3.1.0',
  info: {
    title: 'mesh',
    version: '1',
    description:
      'Questions about the meshes of a fleet, and planned changes to them. Every answer says how old it is and what it could not see.',
    license: { name: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  components: {
    securitySchemes: {
      JWT: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    },
    schemas: {
      ...answerSchemas,
      ...fleetSchemas,
      ...findingSchemas,
      ...serviceSchemas,
      ...reachSchemas,
      ...snapshotSchemas,
      ...operationSchemas,
      ...serviceConfigSchemas,
      ...serviceStandingSchemas,
      ...serviceTrustSchemas,
      ...tenancySchemas,
      ...fleetTrustSchemas,
      ...controlPlaneSchemas,
      ...driftSchemas,
      ...networkSchemas,
    },
  },
  paths: {
    '/fleet': {
      get: {
        operationId: 'getFleet',
        summary: 'Clusters the caller may see, and how they form meshes.',
        security,
        responses: answers('AnsweredFleet', 'The fleet.'),
      },
    },
    '/clusters/{name}': {
      get: {
        operationId: 'getCluster',
        summary: 'One cluster with the state of each kind read from it.',
        security,
        parameters: [name('name', 'Name in the Kubernetes configuration.')],
        responses: answers('AnsweredCluster', 'The cluster.'),
      },
    },
    '/entities/{kind}/{namespace}/{name}/services': {
      get: {
        operationId: 'getEntityServices',
        summary: 'Services that a catalog entity stands for.',
        security,
        parameters: [
          name('kind', 'Kind of the entity.'),
          name('namespace', 'Catalog namespace of the entity.'),
          name('name', 'Name of the entity.'),
        ],
        responses: answers('EntityServices', 'The services.'),
      },
    },
    '/services/{namespace}/{name}': {
      get: {
        operationId: 'getService',
        summary: 'Where a service runs and which control planes own it.',
        security,
        parameters: [
          name('namespace', 'Kubernetes namespace.'),
          name('name', 'Name of the service.'),
        ],
        responses: answers('AnsweredService', 'The service.'),
      },
    },
    '/services/{namespace}/{name}/reach': {
      get: {
        operationId: 'getReach',
        summary:
          'From which cluster a service is reached where, with every check for one client.',
        security,
        parameters: [
          name('namespace', 'Kubernetes namespace.'),
          name('name', 'Name of the service.'),
          {
            name: 'client',
            in: 'query',
            required: false,
            description: 'Cluster of the client whose checks are wanted.',
            schema: { type: 'string', minLength: 1, maxLength: 253 },
          },
          {
            name: 'from',
            in: 'query',
            required: false,
            description: 'Workload of the client, as namespace/name.',
            schema: { type: 'string', minLength: 1, maxLength: 317 },
          },
        ],
        responses: answers('AnsweredReach', 'How the service is reached.'),
      },
    },
    '/services/{namespace}/{name}/config': {
      get: {
        operationId: 'getServiceConfig',
        summary:
          'Which configuration decides about a service at its callers and at its pods, and why other objects do not.',
        security,
        parameters: [
          name('namespace', 'Kubernetes namespace.'),
          name('name', 'Name of the service.'),
        ],
        responses: answers('AnsweredServiceConfig', 'The configuration.'),
      },
    },
    '/services/{namespace}/{name}/trust': {
      get: {
        operationId: 'getServiceTrust',
        summary:
          'Identity of a service, the roots that vouch for it, who trusts whom around it, and who may call it.',
        security,
        parameters: [
          name('namespace', 'Kubernetes namespace.'),
          name('name', 'Name of the service.'),
        ],
        responses: answers('AnsweredServiceTrust', 'The trust.'),
      },
    },
    '/services/{namespace}/{name}/standing': {
      get: {
        operationId: 'getServiceStanding',
        summary:
          'From where a service is reached, whether calls fail over, and who vouches for it, in short.',
        security,
        parameters: [
          name('namespace', 'Kubernetes namespace.'),
          name('name', 'Name of the service.'),
        ],
        responses: answers('AnsweredServiceStanding', 'How it stands.'),
      },
    },
    '/services/{namespace}/{name}/snapshot': {
      get: {
        operationId: 'getServiceSnapshot',
        summary:
          'The records that decide where calls to a service go, to ask what if.',
        security,
        parameters: [
          name('namespace', 'Kubernetes namespace.'),
          name('name', 'Name of the service.'),
        ],
        responses: answers('AnsweredSnapshot', 'The records.'),
      },
    },
    '/findings': {
      get: {
        operationId: 'getFindings',
        summary: 'What is wrong in the clusters the caller may see.',
        security,
        responses: answers('AnsweredFindings', 'The findings.'),
      },
    },
    '/tenancy': {
      get: {
        operationId: 'getTenancy',
        summary: 'What belongs to whom, and how well it is closed.',
        security,
        responses: answers('AnsweredTenancy', 'Tenants and namespaces.'),
      },
    },
    '/trust': {
      get: {
        operationId: 'getTrust',
        summary: 'Roots, who accepts whom, and rotations.',
        security,
        responses: answers('AnsweredTrust', 'Trust in the fleet.'),
      },
    },
    '/control-planes': {
      get: {
        operationId: 'getControlPlanes',
        summary: 'Control planes by flow, and who discovers whom.',
        security,
        responses: answers('AnsweredControlPlanes', 'The control planes.'),
      },
    },
    '/control-planes/{cluster}/{namespace}/{deployment}/upgrade': {
      get: {
        operationId: 'getUpgrade',
        summary: 'What changes when a control plane runs another version.',
        security,
        parameters: [
          name('cluster', 'Cluster in which istiod runs.'),
          name('namespace', 'Namespace of istiod.'),
          name('deployment', 'Name of its Deployment.'),
          {
            name: 'version',
            in: 'query',
            required: true,
            description: 'Version of Istio 1, e.g. 1.31 or 1.31.1.',
            schema: { type: 'string', pattern: '^1\\.\\d{1,3}(\\.\\d{1,4})?$' },
          },
        ],
        responses: answers('AnsweredUpgrade', 'The differences.'),
      },
    },
    '/drift': {
      get: {
        operationId: 'getDrift',
        summary: 'What is not the same in all clusters and should be.',
        security,
        responses: answers('AnsweredDrift', 'Differences and collisions.'),
      },
    },
    '/networks': {
      get: {
        operationId: 'getNetworks',
        summary:
          'Networks, their gateways, and how clusters get to each other.',
        security,
        responses: answers('AnsweredNetworks', 'The networks.'),
      },
    },
    '/clusters/{name}/namespaces/{namespace}': {
      get: {
        operationId: 'getNamespace',
        summary: 'A namespace of one cluster in full.',
        security,
        parameters: [
          name('name', 'Name of the cluster in the Kubernetes configuration.'),
          name('namespace', 'Kubernetes namespace.'),
        ],
        responses: answers('AnsweredNamespace', 'The namespace.'),
      },
    },
    '/plans': {
      post: {
        operationId: 'createPlan',
        summary: 'What a request would change. Nothing is written.',
        security,
        requestBody: { required: true, ...json(ref('PlanRequest')) },
        responses: answers(
          'PlanResult',
          'The plan, or the reasons against it.',
        ),
      },
    },
    '/operations': {
      post: {
        operationId: 'createOperation',
        summary: 'Applies a plan that was shown. Returns while it is applied.',
        security,
        requestBody: { required: true, ...json(ref('SubmitRequest')) },
        responses: answers('Operation', 'The operation.', '202'),
      },
      get: {
        operationId: 'getOperations',
        summary: 'Operations the caller may see, newest first.',
        security,
        parameters: [
          {
            name: 'limit',
            in: 'query',
            required: false,
            description: 'At most so many.',
            schema: { type: 'integer', minimum: 1, maximum: 200 },
          },
          {
            name: 'namespace',
            in: 'query',
            required: false,
            description:
              'Only those that change the namespace or something in it.',
            schema: { type: 'string', minLength: 1, maxLength: 63 },
          },
        ],
        responses: answers('OperationList', 'The operations.'),
      },
    },
    '/operations/{id}': {
      get: {
        operationId: 'getOperation',
        summary: 'State of an operation.',
        security,
        parameters: [name('id', 'Id of the operation.')],
        responses: answers('Operation', 'The operation.'),
      },
    },
    '/operations/{id}/approve': {
      post: decision('approve', 'Lets an operation go on.', 'Approval'),
    },
    '/operations/{id}/reject': {
      post: decision('reject', 'Ends it before anything is written.', 'Reason'),
    },
    '/operations/{id}/resume': {
      post: decision('resume', 'Goes on with what is left.', 'Nothing'),
    },
    '/operations/{id}/accept': {
      post: decision('accept', 'Ends it and leaves it as it is.', 'Reason'),
    },
    '/operations/{id}/stop': {
      post: decision('stop', 'Stops it after the current object.', 'Nothing'),
    },
  },
} as const;
