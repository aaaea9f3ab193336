// Runs the tests of the rules for Stryker in one process, which takes a fraction of a second for a mutant.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { INSTRUMENTER_CONSTANTS as ID } from '@stryker-mutator/api/core';
import {
  PluginKind,
  commonTokens,
  declareClassPlugin,
  tokens,
} from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import * as circus from 'jest-circus';
import { expect } from 'expect';
import { ModuleLoader } from './ModuleLoader.mjs';

const { describe, it, test, beforeAll, beforeEach, afterAll, afterEach } =
  circus;

/** Between the file of a test and its name. */
const OF = ' › ';
const NO_TEST = /^(?!)/;

/**
 * The tests of `tests.include` without `tests.exclude`, then those of `tests.last`, with jest's own describe, it and expect. All that a mutant
 * changes is loaded anew for each, and the mutant is active from the beginning, so tables that a module builds when it loads are measured
 * like any function.
 */
class RulesTestRunner {
  static inject = tokens(commonTokens.options);

  #files;
  #last;
  #loader = new ModuleLoader();
  #stryker = (globalThis[ID.NAMESPACE] ??= {});

  constructor({ tests: { include, exclude, last } }) {
    this.#files = [...globSync(include, { exclude }).sort(), last];
    this.#last = last;
    Object.assign(globalThis, {
      ...{ describe, it, test, beforeAll, beforeEach, afterAll, afterEach },
      expect,
      jest: {
        setTimeout: ms => {
          circus.getState().testTimeout = ms;
        },
      },
    });
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    const tests = [];
    for (const file of this.#files) {
      const ran = await this.#run(file, this.#loader.registry());
      if (ran.accident) {
        return {
          status: DryRunStatus.Error,
          errorMessage: `${file}: ${ran.accident.stack}`,
        };
      }
      tests.push(...ran.tests);
    }
    const perTest = this.#stryker[ID.MUTATION_COVERAGE_OBJECT]?.perTest ?? {};
    for (const { id, fileName } of tests) {
      perTest[id] = sum(perTest[id], perTest[fileName]);
    }
    for (const file of this.#files) delete perTest[join(process.cwd(), file)];
    // The order in which a mutant's tests are run: the quick ones first, the recordings if nothing else notices it.
    const isLast = ({ id }) => Number(id.startsWith(this.#last));
    tests.sort(
      (a, b) => isLast(a) - isLast(b) || a.timeSpentMs - b.timeSpentMs,
    );
    return {
      status: DryRunStatus.Complete,
      tests,
      mutantCoverage: { static: {}, perTest },
    };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    this.#stryker[ID.ACTIVE_MUTANT] = activeMutant.id;
    this.#stryker[ID.HIT_LIMIT] = hitLimit;
    this.#stryker[ID.HIT_COUNT] = hitLimit ? 0 : undefined;
    const load = this.#loader.registry();
    const tests = [];
    for (const [file, only] of byFile(testFilter)) {
      const ran = await this.#run(file, load, only);
      if (ran.accident) {
        const [id] = only;
        tests.push(failed({ id, name: id, timeSpentMs: 0 }, ran.accident));
      }
      tests.push(...ran.tests);
      if (tests.some(({ status }) => status === TestStatus.Failed)) break;
    }
    return toMutantRunResult(
      determineHitLimitReached(this.#stryker[ID.HIT_COUNT], hitLimit) ?? {
        status: DryRunStatus.Complete,
        tests,
      },
    );
  }

  /** Runs one file, of which `only` are asked; ends at the first failure if there are such. */
  async #run(file, load, only) {
    const fileName = join(process.cwd(), file);
    const stryker = this.#stryker;
    const between = () => {
      stryker[ID.CURRENT_TEST_ID] = fileName;
    };
    const tests = [];
    const idOf = unit => file + OF + nameOf(unit);
    const listen = ({ name, test: unit }, state) => {
      if (name === 'run_describe_start') between();
      if (name === 'test_start') {
        const id = idOf(unit);
        stryker[ID.CURRENT_TEST_ID] = id;
        if (only && !only.has(id)) unit.mode = 'skip';
      }
      if (name !== 'test_done') return;
      between();
      const id = idOf(unit);
      const result = {
        id,
        name: id,
        fileName,
        timeSpentMs: unit.duration ?? 0,
      };
      const [error] = unit.errors;
      tests.push(
        error
          ? failed(result, [error].flat()[0])
          : { ...result, status: TestStatus.Success },
      );
      if (error && only) state.testNamePattern = NO_TEST;
    };
    circus.resetState();
    circus.addEventHandler(listen);
    try {
      between();
      load(fileName);
      const { unhandledErrors } = await circus.run();
      const [accident] = unhandledErrors;
      return { tests, accident: accident && new Error(accident) };
    } catch (accident) {
      return { tests, accident };
    } finally {
      circus.removeEventHandler(listen);
    }
  }
}

function failed(result, error) {
  const failureMessage = String(error?.message ?? error);
  return { ...result, status: TestStatus.Failed, failureMessage };
}

function nameOf({ name, parent }) {
  return parent?.parent ? `${nameOf(parent)} ${name}` : name;
}

function byFile(ids) {
  const files = new Map();
  for (const id of ids) {
    const file = id.slice(0, id.indexOf(OF));
    files.set(file, (files.get(file) ?? new Set()).add(id));
  }
  return files;
}

function sum(a = {}, b = {}) {
  const total = { ...a };
  for (const [mutant, hits] of Object.entries(b)) {
    total[mutant] = (total[mutant] ?? 0) + hits;
  }
  return total;
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'rules', RulesTestRunner),
];
export const strykerValidationSchema = {
  properties: {
    tests: {
      type: 'object',
      properties: {
        include: { type: 'string' },
        exclude: { type: 'array' },
        last: { type: 'string' },
      },
    },
  },
};
