import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Flex, Select } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { printable } from '../components/printable';
import { useFormat } from '../components/useFormat';
import { formTranslationRef } from './translation';
import { ServiceRegion } from './serviceRegions';

/** Callers of a region and the region they go to; empty while not chosen. @public */
export interface RegionFailover {
  readonly from: string;
  readonly to: string;
}

/** One line for each region that fails. A region has one rule, because Istio obeys the first only (reference 5.3). */
export function FailoverRules(props: {
  readonly regions: readonly ServiceRegion[];
  readonly rules: readonly (Partial<RegionFailover> | null)[];
  readonly disabled: boolean;
  readonly onChange: (rules: RegionFailover[]) => void;
}) {
  const { regions, disabled, onChange } = props;
  const { t } = useTranslationRef(formTranslationRef);
  const format = useFormat();
  const given = props.rules.map(rule => ({
    from: rule?.from ?? '',
    to: rule?.to ?? '',
  }));
  const rules = given.length > 0 ? given : [{ from: '', to: '' }];
  const change = (at: number, changed: Partial<RegionFailover>) =>
    onChange(
      rules.map((rule, index) =>
        index === at ? { ...rule, ...changed } : rule,
      ),
    );
  const label = ({ region, ready, seen }: ServiceRegion) => {
    const name = printable(region);
    if (!seen) return t('field.failover.unseen', { region: name });
    return ready === 0
      ? t('field.failover.noReady', { region: name })
      : t('field.failover.ready', { region: name, ready: format.count(ready) });
  };
  return (
    <Flex direction="column" gap="3">
      {rules.map((rule, index) => {
        const number = format.count(index + 1);
        const taken = rules
          .filter((_, other) => other !== index)
          .map(({ from }) => from);
        return (
          <Flex
            key={index}
            role="group"
            aria-label={t('field.failover.rule', { number })}
            align="end"
            gap="3"
            style={{ flexWrap: 'wrap' }}
          >
            <Select
              label={t('field.failover.from')}
              placeholder={t('field.failover.choose')}
              isDisabled={disabled}
              options={regions.map(({ region }) => ({
                id: region,
                label: printable(region),
                disabled: taken.includes(region) || region === rule.to,
              }))}
              value={rule.from === '' ? null : rule.from}
              onChange={key => change(index, { from: String(key ?? '') })}
            />
            <Select
              label={t('field.failover.to')}
              placeholder={t('field.failover.choose')}
              isDisabled={disabled}
              options={regions.map(region => ({
                id: region.region,
                label: label(region),
                disabled:
                  region.region === rule.from ||
                  region.ready === 0 ||
                  !region.seen,
              }))}
              value={rule.to === '' ? null : rule.to}
              onChange={key => change(index, { to: String(key ?? '') })}
            />
            {rules.length > 1 && (
              <ButtonIcon
                variant="tertiary"
                aria-label={t('field.failover.remove', { number })}
                icon={<RiCloseLine />}
                isDisabled={disabled}
                onPress={() =>
                  onChange(rules.filter((_, other) => other !== index))
                }
              />
            )}
          </Flex>
        );
      })}
      {rules.length < regions.length && (
        <div>
          <Button
            size="small"
            variant="secondary"
            isDisabled={disabled || rules.some(isIncomplete)}
            onPress={() => onChange([...rules, { from: '', to: '' }])}
          >
            {t('field.failover.add')}
          </Button>
        </div>
      )}
    </Flex>
  );
}

function isIncomplete({ from, to }: RegionFailover): boolean {
  return from === '' || to === '';
}
