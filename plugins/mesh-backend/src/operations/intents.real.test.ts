import { describeIntents } from './__testUtils__/describeIntents';

jest.setTimeout(600_000);

describeIntents('real');
