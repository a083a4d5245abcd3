const { basename } = require('node:path');
const { default: TestRunner } = require('jest-runner');
const { alone } = require('./order.json');

/**
 * Two files at the same time, then one after another those that hold times against bounds: another n8n beside theirs
 * would be measured too.
 */
module.exports = class extends TestRunner {
	async runTests(tests, watcher, options) {
		const isAlone = ({ path }) => alone.includes(basename(path));
		const others = tests.filter((test) => !isAlone(test));
		if (others.length > 0) await super.runTests(others, watcher, options);
		await super.runTests(tests.filter(isAlone), watcher, { ...options, serial: true });
	}
};
