import { describeObjectWriter } from './__testUtils__/describeObjectWriter';

jest.setTimeout(60_000);

describeObjectWriter('embedded');
