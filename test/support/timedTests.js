/** Test files that hold the time of whole runs against a bound: another test beside them would be measured too. */
module.exports = [
	'<rootDir>/test/nodes/CompareModels/speed.test.ts',
	'<rootDir>/test/nodes/GenerateImage/speed.test.ts',
];
