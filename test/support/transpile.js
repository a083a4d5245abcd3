const { createHash } = require('node:crypto');
const { version, transformSync } = require('esbuild');

/** How jest reads TypeScript: one file at a time, without types, which `npm run typecheck` checks once for all. */
module.exports = {
	process(source, path) {
		const { code, map } = transformSync(source, {
			loader: 'ts',
			format: 'cjs',
			target: 'node24',
			sourcefile: path,
			sourcemap: 'external',
		});
		return { code, map };
	},
	getCacheKey: (source, path) =>
		createHash('sha1').update(`${version}\0${path}\0${source}`).digest('hex'),
};
