/**
 * Test files that hold the time of whole runs, or their memory, against a bound: another test beside them would be
 * measured too.
 */
module.exports = [
	'<rootDir>/test/nodes/BatchImages/memory.test.ts',
	'<rootDir>/test/nodes/CompareModels/speed.test.ts',
	'<rootDir>/test/nodes/EditImage/memory.test.ts',
	'<rootDir>/test/nodes/GenerateImage/speed.test.ts',
];
