import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  TemplateEntityV1beta3,
  templateEntityV1beta3Validator,
} from '@backstage/plugin-scaffolder-common';
import {
  isIntentName,
  planInputs,
} from '@meshwise/backstage-plugin-mesh-common';
import { parse } from 'yaml';

const FOLDER = resolve(__dirname, '../../../examples/templates');

interface Page {
  readonly properties: {
    readonly [name: string]: {
      readonly 'ui:field'?: string;
      readonly 'ui:options'?: { readonly intent?: string };
    };
  };
}

const templates = readdirSync(FOLDER).map(name => {
  const file = resolve(FOLDER, name, 'template.yaml');
  const template: TemplateEntityV1beta3 = parse(readFileSync(file, 'utf8'));
  return { name, template };
});

describe('example templates', () => {
  it('cover every intent that a person starts with a form', () => {
    const intents = templates.map(
      ({ template }) => template.spec.steps[0].input?.intent,
    );
    expect(new Set([...intents, 'undo'])).toEqual(
      new Set(Object.keys(planInputs)),
    );
  });

  it.each(templates)('$name is a template', async ({ name, template }) => {
    expect(await templateEntityV1beta3Validator.check(template)).toBe(true);
    expect(template.metadata.name).toBe(name);
  });

  it.each(templates)(
    '$name hands in exactly what its form has planned',
    ({ template }) => {
      const pages = [template.spec.parameters].flat() as unknown as Page[];
      const answers = pages.flatMap(page => Object.entries(page.properties));
      const plan = answers.find(
        ([, field]) => field['ui:field'] === 'MeshPlanPreview',
      )?.[1];
      const [submit, wait] = template.spec.steps;
      const intent = String(submit.input?.intent);
      expect(isIntentName(intent)).toBe(true);
      expect(plan?.['ui:options']?.intent).toBe(intent);
      expect(submit.action).toBe('mesh:submit');
      expect(wait.action).toBe('mesh:wait');
      // Another parameter, or one less, would be another plan than the one that was read.
      expect(Object.keys(submit.input?.parameters ?? {}).sort()).toEqual(
        answers
          .map(([name]) => name)
          .filter(name => name !== 'plan')
          .sort(),
      );
    },
  );
});
