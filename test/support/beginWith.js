const { existsSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Jest begins with these test files, by their whole paths, in this order; the others follow in its own. It takes a
 * file's size for its time until it has run here, and would begin short files that take long last.
 */
module.exports = (files) => {
	const placeOf = ({ path }) => (files.includes(path) ? files.indexOf(path) : files.length);
	return class BeginWith extends Sequencer {
		sort(all) {
			const missing = files.filter((file) => !existsSync(file));
			if (missing.length > 0) throw new Error(`Not there, to begin with: ${missing}`);
			return super.sort(all).toSorted((one, other) => placeOf(one) - placeOf(other));
		}
	};
};
