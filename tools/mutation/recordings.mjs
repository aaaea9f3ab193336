// A few folders of every corpus of recordings, for mutants that no test of the rules notices. All of them would take too long for each.
import { readdirSync } from 'node:fs';
import {
  describe as describeDifferences,
  referee,
} from '../../plugins/mesh-common/cli/referee';

const ORACLE = 'oracle';
const FOLDERS_OF_A_CORPUS = 6;

describe.each(['scenarios', 'generated', 'changes', 'gateways', 'ambient'])(
  'recordings, %s',
  corpus => {
    const folders = readdirSync(`${ORACLE}/${corpus}`).sort();
    const every = Math.ceil(folders.length / FOLDERS_OF_A_CORPUS);

    it.each(folders.filter((_, at) => at % every === 0))('%s', folder => {
      const verdicts = referee(`${ORACLE}/${corpus}/${folder}`, {});
      expect(verdicts.flatMap(describeDifferences)).toEqual([]);
    });
  },
);
