import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { REFUSAL_CODES } from './plan';

describe('the codes of refusals', () => {
  it('each have a line in the documentation, and no line is left over', () => {
    const page = readFileSync(
      resolve(__dirname, '../../../../docs/refusals.md'),
      'utf8',
    );
    const documented = [...page.matchAll(/^\| `([a-z-]+)`/gm)].map(
      ([, code]) => code,
    );
    expect([...documented].sort()).toEqual([...REFUSAL_CODES].sort());
  });
});
