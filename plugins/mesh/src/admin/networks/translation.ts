import {
  createTranslationRef,
  TranslationRef,
} from '@backstage/frontend-plugin-api';

/**
 * Texts about networks, their gateways, and who gets where, in English. Keys are flat, so that their order in declarations is the one here.
 *
 * @public
 */
export const networksMessages = {
  title: 'Networks and ways between clusters',
  note: 'From row to column, as the control plane of the row is told. Computed from the configuration, not measured: firewalls and lost packets are not seen.',
  pairs: 'How clusters get to each other',
  corner: 'From, to',
  gateways: 'East-west gateways',
  noGateway: 'No gateway leads from one network into another.',
  network: 'Network {{network}} of mesh {{mesh}}: {{clusters}}',
  noName: 'without name',
  cell: '{{from}} to {{to}}: {{state}}',
  self: 'itself',
  direct: 'direct',
  gateway: 'gateway',
  noPod: 'gateway, no pod ready',
  somePods: 'gateway, {{ready}}/{{all}} pods ready',
  unseenGateway: 'gateway, its pods are not seen',
  unreachable: 'unreachable',
  undiscovered: 'not discovered',
  otherMesh: 'other mesh',
  noControlPlane: 'no control plane',
  unknown: 'unknown',
  stale: 'last known: {{state}}',
  networks: '{{from}} → {{to}}',
  several: 'control planes differ',
  'column.network': 'Network',
  'column.gateway': 'Gateway',
  'column.address': 'Address and port',
  'column.pods': 'Pods ready',
  'column.hosts': 'Passes through',
  'column.known': 'Known by',
  noAddress: 'none that anybody can use',
  hostsUnknown: 'cannot be told without a pod',
  noHosts: 'nothing',
  hbone: 'HBONE {{port}}',
  known_one: '{{value}} control plane',
  known_other: '{{value}} control planes',
  nobody: 'nobody',
  foreign: 'of mesh networks, not an object of the fleet',
} as const;

/**
 * Texts about networks, their gateways, and who gets where. Other languages are added with the translation extensions of the app.
 *
 * @public
 */
export const networksTranslationRef: TranslationRef<
  'mesh.networks',
  typeof networksMessages
> = createTranslationRef({ id: 'mesh.networks', messages: networksMessages });
