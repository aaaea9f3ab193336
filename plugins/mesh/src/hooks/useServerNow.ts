import { Instant } from '@meshwise/backstage-plugin-mesh-common';
import { useEffect, useMemo, useState } from 'react';

/** The backend's clock, moving on from the time of an answer, so that ages grow without new requests and without trust in the browser's clock. */
export function useServerNow(answeredAt: Instant, tickMs = 5_000): Instant {
  const offset = useMemo(() => answeredAt - Date.now(), [answeredAt]);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [tickMs]);
  return Math.max(answeredAt, now + offset);
}
