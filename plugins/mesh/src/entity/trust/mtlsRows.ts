import {
  EffectiveMtlsMode,
  MtlsGroup,
  ServerMtlsView,
} from '@meshwise/backstage-plugin-mesh-common';

/** Mode of one port of some pods. */
export interface MtlsRow {
  readonly id: string;
  readonly cluster: string;
  /** `undefined`: every port that is not listed. */
  readonly port: number | undefined;
  readonly portName: string | undefined;
  readonly mode: EffectiveMtlsMode;
  readonly group: MtlsGroup;
}

/** A row for each port, and one for all others where they are treated differently, or where no port is known. */
export function mtlsRows(
  clusters: readonly ServerMtlsView[],
): readonly MtlsRow[] {
  return clusters.flatMap(({ cluster, groups }) =>
    groups.flatMap((group, index) => {
      const { ports, mode, portNames } = group;
      const id = `${cluster} ${index}`;
      const listed = ports.map(
        (port): MtlsRow => ({
          id: `${id} ${port.port}`,
          cluster,
          port: port.port,
          portName: new Map(Object.entries(portNames)).get(String(port.port)),
          mode: port.mode,
          group,
        }),
      );
      const others: MtlsRow = {
        id: `${id} others`,
        cluster,
        port: undefined,
        portName: undefined,
        mode,
        group,
      };
      const alike = ports.every(port => port.mode === mode);
      return ports.length > 0 && alike ? listed : [...listed, others];
    }),
  );
}
