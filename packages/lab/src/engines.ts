import { EmbeddedEngine } from './embedded/EmbeddedEngine';
import { Engine } from './engine';
import { RealEngine } from './real/RealEngine';

/** Names of the engines. */
export type EngineName = 'embedded' | 'real';

/** Makes an engine of a name. */
export function createEngine(name: EngineName): Engine {
  return name === 'real' ? RealEngine.create() : EmbeddedEngine.create();
}
