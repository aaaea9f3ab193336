import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from 'esbuild';

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];
const SUFFIXES = ['', '.ts', '.tsx', '/index.ts'];

/**
 * Loads the TypeScript of this repository again and again, each time with new modules: what a module remembers must not outlive a mutant.
 * A file is read and compiled once; packages of `node_modules` are loaded once by Node.
 */
export class ModuleLoader {
  #compiled = new Map();
  #resolved = new Map();

  /** A `require` for absolute paths, with modules of its own. */
  registry() {
    const modules = new Map();
    const load = file => {
      const known = modules.get(file);
      if (known) return known.exports;
      const module = { exports: {} };
      modules.set(file, module);
      const { run, resolve, external } = this.#compile(file);
      const require = specifier =>
        specifier.startsWith('.')
          ? load(resolve(specifier))
          : external(specifier);
      run(module.exports, require, module, file, dirname(file));
      return module.exports;
    };
    return load;
  }

  #compile(file) {
    const known = this.#compiled.get(file);
    if (known) return known;
    const source = readFileSync(file, 'utf8');
    const { code } = transformSync(source, {
      loader: file.endsWith('.json') ? 'json' : 'ts',
      format: 'cjs',
      target: 'node22',
      sourcefile: file,
    });
    const compiled = {
      run: compileFunction(code, PARAMETERS, { filename: file }),
      resolve: specifier => this.#resolve(join(dirname(file), specifier)),
      external: createRequire(file),
    };
    this.#compiled.set(file, compiled);
    return compiled;
  }

  #resolve(path) {
    const known = this.#resolved.get(path);
    if (known) return known;
    const found = SUFFIXES.map(suffix => path + suffix).find(candidate =>
      statSync(candidate, { throwIfNoEntry: false })?.isFile(),
    );
    if (!found) throw new Error(`There is no module at ${path}`);
    this.#resolved.set(path, found);
    return found;
  }
}
