const unit = require('./jest.config');
const timed = require('./test/support/timedTests');

/**
 * The tests that measure time or memory, one after another. `npx jest -c jest.timing.config.js`
 * @type {import('jest').Config}
 */
module.exports = { ...unit, testPathIgnorePatterns: [], testMatch: timed, maxWorkers: 1 };
