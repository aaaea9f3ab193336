import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { meshTranslationRef } from '../translation';
import { Muted } from './Muted';

/** Nothing flashes for answers faster than this. In milliseconds. */
const QUIET = 150;

/** After this long the reader is told that something is slow. In milliseconds. */
const SLOW = 3_000;

/** Place holder for the first load, in the shape of rows. */
export function LoadingBlock({ rows }: { readonly rows: number }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const visible = useElapsed(QUIET);
  const slow = useElapsed(SLOW);
  return (
    <Flex
      direction="column"
      gap="2"
      py="2"
      aria-busy="true"
      role="status"
      data-state="loading"
    >
      <VisuallyHidden>{t('state.loading')}</VisuallyHidden>
      {visible &&
        Array.from({ length: rows }, (_, row) => (
          <Skeleton key={row} width="100%" height={24} />
        ))}
      {slow && <Muted>{t('page.slow')}</Muted>}
    </Flex>
  );
}

function useElapsed(ms: number): boolean {
  const [elapsed, setElapsed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setElapsed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return elapsed;
}
