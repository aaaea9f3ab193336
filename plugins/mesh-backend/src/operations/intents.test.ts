import { describeIntents } from './__testUtils__/describeIntents';

jest.setTimeout(120_000);

describeIntents('embedded');
