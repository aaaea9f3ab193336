import { describeLab } from './__testUtils__/labContract';

jest.setTimeout(600_000);

describeLab('real');
