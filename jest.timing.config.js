const unit = require('./jest.config');
const timed = require('./test/support/timedTests');

/**
 * The tests that measure time, both at once: they mostly wait for the local server, and have a core each.
 * `npx jest -c jest.timing.config.js`
 * @type {import('jest').Config}
 */
module.exports = { ...unit, testPathIgnorePatterns: [], testMatch: timed, maxWorkers: 2 };
