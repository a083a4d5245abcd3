const unit = require('../../jest.config.js');

/**
 * The suite in a real n8n, `npm run test:e2e`: two files at the same time, each starts an n8n of its own.
 * @type {import('jest').Config}
 */
module.exports = {
	...unit,
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e'],
	testPathIgnorePatterns: ['<rootDir>/test/e2e/load/'],
	globalSetup: '<rootDir>/test/e2e/support/installOnce.ts',
	globalTeardown: '<rootDir>/test/e2e/support/endLeftovers.ts',
	setupFilesAfterEnv: ['<rootDir>/test/e2e/support/ownList.ts'],
	runner: '<rootDir>/test/e2e/support/runner.js',
	testSequencer: '<rootDir>/test/e2e/support/sequencer.js',
	maxWorkers: 2,
	testTimeout: 240_000,
};
