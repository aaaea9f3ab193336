import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select } from '@backstage/ui';
import {
  ClusterName,
  ReachCaller,
  ReachChoice,
  ReachView,
} from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { ParamChange } from '../../hooks/usePageParams';
import { serviceTranslationRef } from '../translation';

/** Who calls, and to which cluster: client cluster, workload, and the endpoints' cluster. */
export function ReachClientChoice(props: {
  readonly view: ReachView;
  readonly chosen: ReachChoice | undefined;
  readonly to: ClusterName | undefined;
  readonly onChange: (change: ParamChange) => void;
}) {
  const { view, chosen, to, onChange } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const callable = view.rows.filter(({ caller }) => caller !== undefined);
  const label = (caller: ReachCaller) => {
    const name = printable(callerKey(caller));
    return caller.visible
      ? t('reach.callerOption', { name, count: caller.pods })
      : t('reach.callerHidden', { name });
  };
  return (
    <Flex gap="3" style={{ flexWrap: 'wrap' }}>
      <Select
        label={t('reach.client')}
        size="small"
        options={callable.map(({ cluster }) => ({
          id: cluster,
          label: printable(cluster),
        }))}
        value={chosen?.cluster ?? null}
        onChange={key =>
          key !== null && onChange({ client: String(key), from: undefined })
        }
      />
      <Select
        label={t('reach.caller')}
        size="small"
        options={(chosen?.callers ?? []).map(caller => ({
          id: callerKey(caller),
          label: label(caller),
        }))}
        value={chosen?.caller ? callerKey(chosen.caller) : null}
        onChange={key =>
          key !== null &&
          onChange({ client: chosen?.cluster, from: String(key) })
        }
      />
      <Select
        label={t('reach.target')}
        size="small"
        options={view.targets.map(target => ({
          id: target,
          label: printable(target),
        }))}
        value={to ?? null}
        onChange={key => key !== null && onChange({ to: String(key) })}
      />
    </Flex>
  );
}

/** A workload in the page address. */
export function callerKey({
  namespace,
  name,
}: Pick<ReachCaller, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}
