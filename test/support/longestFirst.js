const { join, resolve } = require('node:path');
const beginWith = require('./beginWith');

const tests = resolve(__dirname, '..');

/** So that at the end no worker waits long for another. */
module.exports = beginWith(
	[
		'nodes/EditImage/memory.test.ts',
		'package/verification.test.ts',
		'nodes/BatchImages/memory.test.ts',
		'nodes/BatchImages/acceptance.test.ts',
		'nodes/CompareModels/judge/judgeCost.test.ts',
		'examples/examples.test.ts',
		'nodes/CompareModels/blind.test.ts',
		'package/loading.test.ts',
	].map((file) => join(tests, file)),
);
