import { RecordIndex } from '../model/recordIndex';
import { DeploymentRecord } from '../model/records/deployment';
import { EndpointSliceRecord } from '../model/records/endpointSlice';
import { PodRecord } from '../model/records/pod';
import { ServiceRecord } from '../model/records/service';
import { WorkloadEntryRecord } from '../model/records/workloadEntry';

const NONE: readonly never[] = [];

/** The only key of indexes that tell whether a record is of a sort. */
export const YES = 'yes';

/** EndpointSlices that Istio reads, by name of their Service in the same namespace (reference 3.2). */
export const SLICES_BY_SERVICE = new RecordIndex<EndpointSliceRecord>(slice => {
  const foreign =
    slice.addressType === 'FQDN' ||
    slice.labels.has('multicluster.kubernetes.io/service-name');
  return foreign || slice.service === '' ? NONE : [slice.service];
});

/** Those of them with endpoints. In most clusters a service has none, so that there is nothing to look at. */
export const FILLED_SLICES_BY_SERVICE = new RecordIndex<EndpointSliceRecord>(
  slice =>
    slice.endpoints.length > 0 ? SLICES_BY_SERVICE.keysOf(slice) : NONE,
);

/** All WorkloadEntries of a namespace, under {@link YES}. */
export const WORKLOAD_ENTRIES = new RecordIndex<WorkloadEntryRecord>(() => [
  YES,
]);

/** All Deployments of a namespace, under {@link YES}. */
export const DEPLOYMENTS = new RecordIndex<DeploymentRecord>(() => [YES]);

/** Pods that hold an address of their own, by that address. */
export const PODS_BY_ADDRESS = new RecordIndex<PodRecord>(pod =>
  pod.hostNetwork || pod.phase === 'Failed' || pod.phase === 'Succeeded'
    ? []
    : pod.addresses,
);

/** Pods by each of their labels, as `key=value`. */
export const PODS_BY_LABEL = new RecordIndex<PodRecord>(({ labels }) =>
  [...labels].map(([key, value]) => `${key}=${value}`),
);

/** Services by the addresses and host names under which they are reached from outside of the cluster. */
export const SERVICES_BY_OUTSIDE_ADDRESS = new RecordIndex<ServiceRecord>(
  service => [
    ...service.externalIps,
    ...service.ingress.flatMap(({ ip, hostname }) =>
      [ip, hostname].filter(address => address !== undefined),
    ),
  ],
);

/** Deployments of istiod. */
export const ISTIODS = new RecordIndex<DeploymentRecord>(deployment =>
  deployment.istiod ? [YES] : [],
);

/** Services under which proxies of a cluster reach an istiod, whoever runs it. */
export const ISTIOD_SERVICES = new RecordIndex<ServiceRecord>(
  ({ name, ports }) =>
    /^istiod($|-)/.test(name) && ports.some(port => port.number === 15012)
      ? [YES]
      : [],
);
