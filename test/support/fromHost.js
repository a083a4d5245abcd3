const { createHash } = require('node:crypto');
const { extname } = require('node:path');
const own = require('./transpile');

/** In one line, so that the lines below keep their numbers. */
const OF_HOST =
	"'use strict'; if (globalThis.requireInHost) { module.exports = requireInHost(__filename); return; } ";

/**
 * How jest reads n8n and the project's code: from the host's realm where the test's environment lends its
 * `requireInHost`, else as any other file.
 */
module.exports = {
	process(source, path) {
		const { code, map } =
			extname(path) === '.ts' ? own.process(source, path) : { code: source, map: undefined };
		return { code: OF_HOST + code, map };
	},
	getCacheKey: (source, path) =>
		createHash('sha1')
			.update([OF_HOST, own.getCacheKey(source, path)].join('\0'))
			.digest('hex'),
};
