import { describeObjectWriter } from './__testUtils__/describeObjectWriter';

jest.setTimeout(600_000);

describeObjectWriter('real');
