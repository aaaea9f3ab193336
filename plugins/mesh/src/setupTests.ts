import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A machine that does other things as well is slow, not wrong. In milliseconds.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);
