import { describeTrustCarriers } from './__testUtils__/describeTrustCarriers';

jest.setTimeout(120_000);

describeTrustCarriers('embedded');
