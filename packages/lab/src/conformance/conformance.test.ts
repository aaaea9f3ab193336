import { EmbeddedEngine } from '../embedded/EmbeddedEngine';
import { describeConformance } from './describeConformance';

describeConformance('embedded', () => EmbeddedEngine.create());
