import { describeReadPath } from './__testUtils__/describeReadPath';

jest.setTimeout(600_000);

describeReadPath('real');
