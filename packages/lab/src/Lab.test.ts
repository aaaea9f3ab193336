import { describeLab } from './__testUtils__/labContract';

jest.setTimeout(60_000);

describeLab('embedded');
