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
      readonly 'ui:options'?: {
        readonly intent?: string;
        readonly routes?: readonly string[];
      };
    };
  };
}

const templates = readdirSync(FOLDER).map(name => {
  const file = resolve(FOLDER, name, 'template.yaml');
  const template: TemplateEntityV1beta3 = parse(readFileSync(file, 'utf8'));
  return { name, template };
});

function stepsOf({ spec }: TemplateEntityV1beta3, action: string) {
  return spec.steps.filter(step => step.action === action);
}

describe('example templates', () => {
  it('cover every intent that a person starts with a form', () => {
    const intents = templates.flatMap(({ template }) =>
      stepsOf(template, 'mesh:submit').map(({ input }) => input?.intent),
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
      const submits = stepsOf(template, 'mesh:submit');
      const { intent = '', routes = ['apply'] } = plan?.['ui:options'] ?? {};
      expect(isIntentName(intent)).toBe(true);
      expect(submits).toHaveLength(routes.length);
      expect(stepsOf(template, 'mesh:wait')).toHaveLength(1);
      for (const { input } of [
        ...submits,
        ...stepsOf(template, 'mesh:render'),
      ]) {
        expect(input?.intent).toBe(intent);
        expect(input?.planHash).toBe('${{ parameters.plan.planHash }}');
        // Another parameter, or one less, would be another plan than the one that was read.
        expect(Object.keys(input?.parameters ?? {}).sort()).toEqual(
          answers
            .map(([name]) => name)
            .filter(name => name !== 'plan' && name !== 'repoUrl')
            .sort(),
        );
      }
    },
  );

  it.each(templates)(
    '$name follows a pull request exactly where it opens one',
    ({ template }) => {
      const opened = stepsOf(template, 'publish:github:pull-request');
      const followed = stepsOf(template, 'mesh:submit').filter(
        ({ input }) => input?.pullRequest !== undefined,
      );
      expect(followed).toHaveLength(opened.length);
      expect(stepsOf(template, 'mesh:render')).toHaveLength(opened.length);
    },
  );
});
