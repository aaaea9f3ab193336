import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { onboarding } from './examples';

export const examples: TemplateExample[] = [
  {
    description: 'Show what onboarding a namespace in two clusters would write',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Plan',
          action: 'mesh:plan',
          input: onboarding,
        },
      ],
    }),
  },
];
