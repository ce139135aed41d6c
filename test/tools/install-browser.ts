import { requireBrowser } from './browser.ts';

try {
  requireBrowser();
} catch (thrown) {
  // The tests that need it say so again, and fail.
  process.stderr.write(`${(thrown as Error).message}\n`);
}
