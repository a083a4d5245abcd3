const e2e = require('../jest.config.js');

/**
 * How much more workers bring, `npm run test:load`: takes minutes and wants the machine for itself, so that it
 * is no part of the e2e suite.
 * @type {import('jest').Config}
 */
module.exports = {
	...e2e,
	rootDir: '../../..',
	roots: ['<rootDir>/test/e2e/load'],
	testPathIgnorePatterns: [],
};
