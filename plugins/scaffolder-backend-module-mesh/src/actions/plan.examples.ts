import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { requests } from './examples';

export const examples: TemplateExample[] = requests.map(
  ({ description, request }) => ({
    description: `Plan ${description}`,
    example: stringify({
      steps: [
        { id: 'plan', name: 'Plan', action: 'mesh:plan', input: request },
      ],
    }),
  }),
);
