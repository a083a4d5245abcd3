const { basename } = require('node:path');
const { default: TestSequencer } = require('@jest/test-sequencer');
const { longestFirst } = require('./order.json');

/** The files that take longest begin first: begun last, one would keep one processor alone at the end. */
module.exports = class extends TestSequencer {
	sort(tests) {
		const placeOf = ({ path }) => {
			const place = longestFirst.indexOf(basename(path));
			return place < 0 ? longestFirst.length : place;
		};
		return tests.toSorted((one, other) => placeOf(one) - placeOf(other));
	}
};
