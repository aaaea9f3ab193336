import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { ServiceRef } from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { LoadingBlock } from '../components/LoadingBlock';
import { Verbatim } from '../components/Verbatim';
import { formTranslationRef } from './translation';
import { useServiceChoices } from './useServiceChoices';

/** Services under one title. */
export interface ServiceGroup {
  readonly title: string;
  readonly members: readonly ServiceRef[];
}

/** Draws a choice of the catalog's services, those of the user's teams first; or why there is none. */
export function ServiceChoices(props: {
  readonly children: (
    groups: readonly ServiceGroup[],
    services: readonly ServiceRef[],
  ) => ReactNode;
}) {
  const { t } = useTranslationRef(formTranslationRef);
  const { value, error } = useServiceChoices();
  if (error)
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('field.service.failed')}
        description={<Verbatim>{error.message}</Verbatim>}
      />
    );
  if (!value) return <LoadingBlock rows={2} />;
  if (value.length === 0)
    return (
      <Alert
        role="status"
        status="warning"
        icon
        title={t('field.service.none')}
      />
    );
  const groups = [
    { title: t('field.service.own'), own: true },
    { title: t('field.service.others'), own: false },
  ]
    .map(({ title, own }) => ({
      title,
      members: value
        .filter(choice => choice.own === own)
        .map(({ service }) => service),
    }))
    .filter(({ members }) => members.length > 0);
  return (
    <>
      {props.children(
        groups,
        value.map(({ service }) => service),
      )}
    </>
  );
}
