import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { CheckStatus } from '@stryker-mutator/api/check';
import {
  PluginKind,
  commonTokens,
  declareClassPlugin,
  tokens,
} from '@stryker-mutator/api/plugin';

/**
 * Lets Stryker measure a simple random sample of the mutants, `sample.size` of them, and call the others invalid, which counts neither way.
 * The same seed draws the same mutants from the same sources, and nearly the same after a change of some.
 */
class Sample {
  static inject = tokens(commonTokens.options);

  #size;
  #seed;
  #drawn;

  constructor({ sample: { size, seed } }) {
    this.#size = size;
    this.#seed = seed;
  }

  async init() {}

  /** Stryker asks once, with all mutants. */
  async group(mutants) {
    if (this.#drawn) throw new Error('A sample is drawn from all mutants');
    const ranked = mutants
      .map(mutant => ({ id: mutant.id, rank: this.#rank(mutant) }))
      .sort((a, b) => (a.rank < b.rank ? -1 : 1));
    this.#drawn = new Set(ranked.slice(0, this.#size).map(({ id }) => id));
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    return Object.fromEntries(
      mutants.map(({ id }) => [
        id,
        this.#drawn.has(id)
          ? { status: CheckStatus.Passed }
          : { status: CheckStatus.CompileError, reason: 'not drawn' },
      ]),
    );
  }

  #rank({ fileName, location, replacement }) {
    return createHash('sha256')
      .update(
        JSON.stringify([
          this.#seed,
          relative(process.cwd(), fileName),
          location,
          replacement,
        ]),
      )
      .digest('hex');
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Checker, 'sample', Sample),
];
export const strykerValidationSchema = {
  properties: {
    sample: {
      type: 'object',
      properties: { size: { type: 'integer' }, seed: { type: 'integer' } },
    },
  },
};
