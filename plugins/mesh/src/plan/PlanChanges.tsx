import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { ObjectChange } from '@meshwise/backstage-plugin-mesh-common';
import { useState } from 'react';
import { Muted } from '../components/Muted';
import { operationsTranslationRef } from './translation';
import { ChangeItem } from './ChangeItem';
import { groupChanges, SharedChange } from './groupChanges';
import { usePlanKeys } from './usePlanKeys';

/** Every object of a plan, once for all clusters in which it changes in the same way; those that stay as they are last. */
export function PlanChanges({
  changes,
}: {
  readonly changes: readonly ObjectChange[];
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const groups = groupChanges(changes);
  const changing = groups.filter(({ change }) => change.act !== 'unchanged');
  const unchanged = groups.filter(({ change }) => change.act === 'unchanged');
  const keys = changing.map(keyOf);
  const allOpen = keys.every(key => open.has(key));
  const toggleAll = () => setOpen(new Set(allOpen ? [] : keys));
  const { region, onKeyDown } = usePlanKeys<HTMLElement>({
    stops: 'button[slot="trigger"]',
    onExpandAll: toggleAll,
  });
  return (
    // The keys are a shortcut for what the buttons in it do.
    <section
      ref={region}
      aria-label={t('plan.changes', { count: changing.length })}
      onKeyDownCapture={onKeyDown}
    >
      <Flex direction="column" gap="2">
        <Flex align="center" justify="between" gap="2">
          <Text as="h3" weight="bold">
            {t('plan.changes', { count: changing.length })}
          </Text>
          {changing.length > 0 && (
            <Flex align="center" gap="2">
              <Muted>{t('plan.keys')}</Muted>
              <Button size="small" variant="secondary" onPress={toggleAll}>
                {t(allOpen ? 'plan.closeAll' : 'plan.openAll')}
              </Button>
            </Flex>
          )}
        </Flex>
        {changing.length === 0 && <Text>{t('plan.nothing')}</Text>}
        {[...changing, ...unchanged].map(shared => {
          const key = keyOf(shared);
          return (
            <ChangeItem
              key={key}
              shared={shared}
              open={open.has(key)}
              onOpen={isOpen =>
                setOpen(current => {
                  const next = new Set(current);
                  if (isOpen) next.add(key);
                  else next.delete(key);
                  return next;
                })
              }
            />
          );
        })}
      </Flex>
    </section>
  );
}

function keyOf({ change, clusters }: SharedChange): string {
  const { apiVersion, kind, namespace, name } = change;
  return JSON.stringify([clusters[0], apiVersion, kind, namespace, name]);
}
