import { join } from 'node:path';
import type { SchemaViolation, Validator } from './objectSchema';

/** A class of the published model packages. Its `validate` checks `this` and throws what is wrong with it. */
interface Model {
  readonly prototype: { validate(): void };
}

/**
 * Node's own module loader. The model packages are ES modules that nothing but `import` may reach, and a CommonJS program (which this
 * one is after compilation, under Jest with a loader of its own) can load such a module only by its file, with Node's `require`.
 */
const loader = process.getBuiltinModule('node:module');
const load = loader.createRequire(__filename);

/** The validator that the published packages have for a kind. They keep it at `<apiVersion>/<kind>`. */
export function publishedValidator(
  apiVersion: string,
  kind: string,
): Validator {
  const manifest = loader.findPackageJSON(packageOf(apiVersion), __filename);
  if (!manifest) {
    throw new Error(
      `${packageOf(
        apiVersion,
      )} is not installed; run the setup of this repository`,
    );
  }
  const model = modelOf(
    load(join(manifest, '..', apiVersion, `${kind}.js`)),
    kind,
  );
  return object => {
    try {
      model.prototype.validate.call(object);
      return [];
    } catch (error) {
      return violationsOf(error);
    }
  };
}

function packageOf(apiVersion: string): string {
  const [group] = apiVersion.split('/');
  if (group.endsWith('.istio.io')) {
    return '@kubernetes-models/istio';
  }
  return group === 'gateway.networking.k8s.io'
    ? '@kubernetes-models/gateway-api'
    : 'kubernetes-models';
}

function modelOf(exported: Record<string, Model>, kind: string): Model {
  const model = exported[kind];
  if (typeof model?.prototype.validate !== 'function') {
    throw new Error(`The published package has no model of ${kind}`);
  }
  return model;
}

/** The models throw an error that carries ajv's list of violations. */
function violationsOf(error: unknown): readonly SchemaViolation[] {
  if (typeof error === 'object' && error !== null && 'errors' in error) {
    return error.errors as readonly SchemaViolation[];
  }
  throw error;
}
