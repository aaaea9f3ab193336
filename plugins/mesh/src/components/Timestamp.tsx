import { Instant } from '@meshwise/backstage-plugin-mesh-common';
import { useFormat } from './useFormat';

/** A time in the reader's zone; UTC in the tooltip. */
export function Timestamp({
  at,
  now,
}: {
  readonly at: Instant;
  readonly now: Instant;
}) {
  const format = useFormat();
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} title={iso}>
      {format.time(at, now)}
    </time>
  );
}
