/** Test files that hold times or memory against a bound: another test beside them would be measured too. */
module.exports = [
	'<rootDir>/test/nodes/BatchImages/memory.test.ts',
	'<rootDir>/test/nodes/CompareModels/scale.test.ts',
	'<rootDir>/test/nodes/EditImage/memory.test.ts',
	'<rootDir>/test/nodes/GenerateImage/limits.test.ts',
	'<rootDir>/test/package/loading.test.ts',
];
