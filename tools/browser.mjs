// Finds the browser for the browser tests. None is downloaded.
import { existsSync } from 'node:fs';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a Chromium or Chrome on this machine, the one in MESHWISE_BROWSER first. */
export function findBrowser() {
  return [process.env.MESHWISE_BROWSER, ...CANDIDATES].find(
    path => path && existsSync(path),
  );
}
