const timed = require('./test/support/timedTests');
const fromHost = '<rootDir>/test/support/fromHost.js';
const here = __dirname.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const hosted = '(@n8n/[^/]+|n8n-core|n8n-workflow|fast-check)';

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/support/hostEnvironment.js',
	setupFilesAfterEnv: ['<rootDir>/test/support/sameBytes.js'],
	testSequencer: '<rootDir>/test/support/longestFirst.js',
	roots: ['<rootDir>/test'],
	// What measures time runs alone, after the rest: see jest.timing.config.js.
	testPathIgnorePatterns: ['<rootDir>/test/e2e/', ...timed],
	// One more than CI has cores: while one waits for its server, another works.
	maxWorkers: 3,
	// For what hangs: on a machine with much other work a test takes several times as long.
	testTimeout: 60_000,
	transform: {
		[`^${here}/(credentials|dev|dist|nodes|page|test/support/pixels)/.*\\.[jt]s$`]: fromHost,
		[`/node_modules/${hosted}/`]: fromHost,
		'\\.ts$': '<rootDir>/test/support/transpile.js',
	},
	transformIgnorePatterns: [`/node_modules/(?!${hosted}/)`],
};
