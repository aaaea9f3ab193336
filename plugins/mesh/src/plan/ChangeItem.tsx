import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Button,
  Flex,
  Text,
} from '@backstage/ui';
import { ObjectChange } from '@meshwise/backstage-plugin-mesh-common';
import { lazy, Suspense, useState } from 'react';
import { LoadingBlock } from '../components/LoadingBlock';
import { Muted } from '../components/Muted';
import { printable } from '../components/printable';
import { useFormat } from '../components/useFormat';
import { operationsTranslationRef } from './translation';
import { FieldChanges } from './FieldChanges';
import { SharedChange } from './groupChanges';

const YamlView = lazy(() =>
  import('./YamlView').then(module => ({ default: module.YamlView })),
);

const SIGN: { readonly [act in ObjectChange['act']]: string } = {
  create: '+',
  update: '~',
  delete: '−',
  unchanged: '=',
};

/** One object of a plan and the clusters in which it changes in the same way: its fields, and its YAML on demand. */
export function ChangeItem(props: {
  readonly shared: SharedChange;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}) {
  const { change, clusters } = props.shared;
  const { t } = useTranslationRef(operationsTranslationRef);
  const format = useFormat();
  const [yaml, setYaml] = useState(false);
  const { act, kind, namespace, name } = change;
  const object = printable(
    `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`,
  );
  return (
    <Accordion isExpanded={props.open} onExpandedChange={props.onOpen}>
      <AccordionTrigger>
        <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
          <Text weight="bold">{`${SIGN[act]} ${t(
            `plan.act.${act}`,
          )}: ${object}`}</Text>
          <Muted>
            {clusters.length === 1
              ? printable(clusters[0])
              : t('plan.identical', {
                  value: format.count(clusters.length),
                  clusters: clusters.map(printable).join(', '),
                })}
          </Muted>
        </Flex>
      </AccordionTrigger>
      <AccordionPanel>
        <Flex direction="column" gap="2">
          {act === 'delete' ? (
            <Text>{t('plan.deleted')}</Text>
          ) : (
            <FieldChanges fields={change.fields} object={object} />
          )}
          <div>
            <Button
              size="small"
              variant="secondary"
              aria-expanded={yaml}
              onPress={() => setYaml(!yaml)}
            >
              {t(yaml ? 'plan.hideYaml' : 'plan.showYaml')}
            </Button>
          </div>
          {yaml && (
            <Suspense fallback={<LoadingBlock rows={6} />}>
              <YamlView
                before={change.yamlBefore}
                yaml={change.yaml}
                label={object}
              />
            </Suspense>
          )}
        </Flex>
      </AccordionPanel>
    </Accordion>
  );
}
