import { describeApply } from './__testUtils__/describeApply';

jest.setTimeout(600_000);

describeApply('real');
