import { describeReadPath } from './__testUtils__/describeReadPath';

jest.setTimeout(60_000);

describeReadPath('embedded');
