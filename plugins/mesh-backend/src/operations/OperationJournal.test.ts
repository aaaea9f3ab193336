import { TestDatabases } from '@backstage/backend-test-utils';
import { describeJournal } from './__testUtils__/describeJournal';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describeJournal('SQLite', () => databases.init('SQLITE_3'));
