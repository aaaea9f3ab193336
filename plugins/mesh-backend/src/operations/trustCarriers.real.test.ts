import { describeTrustCarriers } from './__testUtils__/describeTrustCarriers';

jest.setTimeout(600_000);

describeTrustCarriers('real');
