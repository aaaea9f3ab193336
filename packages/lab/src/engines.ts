import { Engine } from './engine';
import { RealEngine } from './real/RealEngine';

/** Names of the engines. */
export type EngineName = 'embedded' | 'real';

/** Makes an engine of a name. */
export function createEngine(name: EngineName): Engine {
  if (name === 'embedded') {
    throw new Error('The embedded engine is not there yet: use --engine real');
  }
  return RealEngine.create();
}
