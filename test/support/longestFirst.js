const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

const tests = resolve(__dirname, '..');
/** Short files that take long: jest takes a file's size for its time until it has run here, and would begin them last. */
const LONGEST = [
	'nodes/EditImage/memory.test.ts',
	'package/verification.test.ts',
	'nodes/BatchImages/memory.test.ts',
	'nodes/BatchImages/acceptance.test.ts',
	'nodes/CompareModels/judge/judgeCost.test.ts',
	'examples/examples.test.ts',
	'nodes/CompareModels/blind.test.ts',
	'package/loading.test.ts',
].map((file) => join(tests, file));

/** So that at the end no worker waits long for another. */
module.exports = class LongestFirst extends Sequencer {
	sort(all) {
		const missing = LONGEST.filter((file) => !existsSync(file));
		if (missing.length > 0) throw new Error(`longestFirst.js names ${missing}, which is not there`);
		const sorted = super.sort(all);
		const isListed = ({ path }) => LONGEST.includes(path);
		const listed = sorted.filter(isListed);
		listed.sort((one, other) => LONGEST.indexOf(one.path) - LONGEST.indexOf(other.path));
		return [...listed, ...sorted.filter((test) => !isListed(test))];
	}
};
