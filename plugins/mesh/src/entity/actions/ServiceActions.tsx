import {
  alertApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
} from '@backstage/ui';
import { ServiceRef } from '@meshwise/backstage-plugin-mesh-common';
import { RiArrowDownSLine } from '@remixicon/react';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { meshApiRef } from '../../api/meshApiRef';
import { printable } from '../../components/printable';
import { saveFile } from '../../components/saveFile';
import { serviceParam } from '../serviceParam';
import { serviceView } from '../serviceView';
import { serviceTranslationRef } from '../translation';
import { useServiceTemplates } from './useServiceTemplates';
import { viewData } from './viewData';

/** What can be done about a service: templates that the user may use, with its name filled in, and the view taken along. */
export function ServiceActions({ service }: { readonly service: ServiceRef }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const [open, setOpen] = useState(false);
  const {
    value: templates = [],
    loading,
    error,
  } = useServiceTemplates(service, open);
  const { copyLink, download } = useViewActions(service);
  const hint = hintOf({ loading, error, none: templates.length === 0 });
  return (
    <MenuTrigger isOpen={open} onOpenChange={setOpen}>
      <Button
        size="small"
        variant="secondary"
        iconEnd={<RiArrowDownSLine aria-hidden />}
      >
        {t('actions.title')}
      </Button>
      <Menu
        placement="bottom end"
        disabledKeys={['hint']}
        onAction={key => {
          if (key === 'copy') copyLink();
          if (key === 'download') download();
        }}
      >
        <MenuSection title={t('actions.templates')}>
          {hint ? (
            <MenuItem id="hint">{t(`actions.${hint}`)}</MenuItem>
          ) : (
            templates.map(({ name, title, hrefWith }) => (
              <MenuItem key={name} id={`template ${name}`} href={hrefWith({})}>
                {printable(title)}
              </MenuItem>
            ))
          )}
        </MenuSection>
        <MenuSection title={t('actions.view')}>
          <MenuItem id="copy">{t('actions.copyLink')}</MenuItem>
          <MenuItem id="download">{t('actions.download')}</MenuItem>
        </MenuSection>
      </Menu>
    </MenuTrigger>
  );
}

function hintOf(state: {
  readonly loading: boolean;
  readonly error: Error | undefined;
  readonly none: boolean;
}): 'loading' | 'failed' | 'none' | undefined {
  if (state.loading) return 'loading';
  if (state.error) return 'failed';
  return state.none ? 'none' : undefined;
}

function useViewActions(service: ServiceRef) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const mesh = useApi(meshApiRef);
  const alerts = useApi(alertApiRef);
  const [params] = useSearchParams();
  const tell = (severity: 'success' | 'error', message: string) =>
    alerts.post({ severity, message, display: 'transient' });
  return {
    async copyLink() {
      const url = window.location.href;
      try {
        await window.navigator.clipboard.writeText(url);
        tell('success', t('actions.copied'));
      } catch {
        // Browsers have a clipboard on secure pages only.
        tell('error', t('actions.notCopied', { url }));
      }
    },
    async download() {
      const view = serviceView(params.get('view'));
      try {
        const data = await viewData(mesh, service, view, params);
        const name = `${serviceParam(service)}-${view}.json`;
        saveFile(name, 'application/json', JSON.stringify(data, null, 2));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        tell('error', t('actions.notDownloaded', { reason }));
      }
    },
  };
}
