import { describeApply } from './__testUtils__/describeApply';

jest.setTimeout(60_000);

describeApply('embedded');
