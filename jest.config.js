const timed = require('./test/support/timedTests');

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/support/hostEnvironment.js',
	roots: ['<rootDir>/test'],
	// What measures time runs alone, after the rest: see jest.timing.config.js.
	testPathIgnorePatterns: ['<rootDir>/test/e2e/', ...timed],
	// Two at once on CI's two cores; each workflow test file loads n8n-core once.
	maxWorkers: 2,
	testTimeout: 30_000,
	transform: { '\\.ts$': '<rootDir>/test/support/transpile.js' },
};
