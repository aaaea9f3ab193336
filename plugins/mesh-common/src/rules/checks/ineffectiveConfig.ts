import { recordKey } from '../../model/record';
import { defineCheck } from '../check';
import {
  ConfigWithoutEffect,
  configWithoutEffect,
} from '../configWithoutEffect';
import { findingSubject, listText } from '../findingSubject';

/** Configuration in a cluster from which no control plane reads. Reference 6.5. */
export const ineffectiveConfig = defineCheck<ConfigWithoutEffect>({
  code: 'ineffective-config',
  source: '6.5',
  subjects: mesh => mesh.ask(configWithoutEffect, undefined),
  nameOf: ({ cluster, kind, readFrom, ...key }) =>
    [cluster, kind, recordKey(key), readFrom].join(' '),
  find(mesh, { cluster, kind, readFrom, ...key }) {
    if (!mesh.get(cluster, kind, key)) return [];
    mesh.because({ cluster, kind, ...key }, 'spec');
    return [
      {
        severity: 'warning',
        subject: findingSubject(kind, key, [cluster]),
        message: `${kind} ${recordKey(
          key,
        )} in ${cluster} has no effect: its control planes read their configuration from ${listText(
          readFrom,
        )}.`,
        fix: `Move it to ${listText(readFrom)}, or delete it.`,
      },
    ];
  },
});
