import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, CheckboxGroup, Flex, Text } from '@backstage/ui';
import { FleetLoss, LossChoices } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { serviceTranslationRef } from '../translation';
import styles from './LossPicker.module.css';
import { tokenOfLoss } from './lostParam';

interface Choice {
  readonly label: string;
  readonly loss: FleetLoss;
}

/** What is lost: clusters, regions, zones, gateways and control planes, any number of them at the same time. */
export function LossPicker(props: {
  readonly choices: LossChoices;
  readonly lost: readonly FleetLoss[];
  readonly onChange: (lost: readonly FleetLoss[]) => void;
}) {
  const { choices, lost, onChange } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const groups: readonly (readonly [string, readonly Choice[]])[] = [
    [
      t('whatIf.lose.cluster'),
      choices.clusters.map(cluster => ({
        label: cluster,
        loss: { code: 'cluster', cluster },
      })),
    ],
    [t('whatIf.lose.region'), choices.regions.map(placeChoice)],
    [t('whatIf.lose.zone'), choices.zones.map(placeChoice)],
    [
      t('whatIf.lose.gateways'),
      choices.gateways.map(cluster => ({
        label: cluster,
        loss: { code: 'gateways', cluster },
      })),
    ],
    [
      t('whatIf.lose.controlPlane'),
      choices.controlPlanes.map(({ cluster, namespace, deployment }) => ({
        label: `${cluster} ${namespace}/${deployment}`,
        loss: {
          code: 'control-plane',
          controlPlane: { cluster, namespace, deployment },
        },
      })),
    ],
  ];
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="3">
        <Text as="h3" variant="title-x-small" weight="bold">
          {t('whatIf.lose.title')}
        </Text>
        {lost.length > 0 && (
          <Button size="small" variant="tertiary" onPress={() => onChange([])}>
            {t('whatIf.lose.clear')}
          </Button>
        )}
      </Flex>
      <div className={styles.groups}>
        {groups
          .filter(([, options]) => options.length > 0)
          .map(([label, options]) => (
            <LossGroup
              key={label}
              label={label}
              options={options}
              lost={lost}
              onChange={onChange}
            />
          ))}
      </div>
    </Flex>
  );
}

function placeChoice(locality: string): Choice {
  return { label: locality, loss: { code: 'locality', locality } };
}

function LossGroup(props: {
  readonly label: string;
  readonly options: readonly Choice[];
  readonly lost: readonly FleetLoss[];
  readonly onChange: (lost: readonly FleetLoss[]) => void;
}) {
  const { label, options, lost, onChange } = props;
  const byToken = new Map(
    options.flatMap(({ loss, label: name }) => {
      const token = tokenOfLoss(loss);
      return token === undefined ? [] : [[token, { loss, name }] as const];
    }),
  );
  const tokens = lost.flatMap(loss => tokenOfLoss(loss) ?? []);
  const others = lost.filter(loss => !byToken.has(tokenOfLoss(loss) ?? ''));
  return (
    <CheckboxGroup
      label={label}
      className={styles.group}
      value={tokens.filter(token => byToken.has(token))}
      onChange={chosen =>
        onChange([
          ...others,
          ...chosen.flatMap(token => byToken.get(token)?.loss ?? []),
        ])
      }
    >
      {[...byToken].map(([token, { name }]) => (
        <Checkbox key={token} value={token}>
          {printable(name)}
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
