const { createHash } = require('node:crypto');
const { version, transformSync } = require('esbuild');

const OPTIONS = {
	loader: 'ts',
	format: 'cjs',
	target: 'node24',
	// A real import() is none that jest knows.
	supported: { 'dynamic-import': false },
	sourcemap: 'external',
};

const transpile = (source, path) => transformSync(source, { ...OPTIONS, sourcefile: path });

/** How jest reads TypeScript: one file at a time, without types, which `npm run typecheck` checks once for all. */
module.exports = {
	transpile,
	process(source, path) {
		const { code, map } = transpile(source, path);
		return { code, map };
	},
	getCacheKey: (source, path) =>
		createHash('sha1')
			.update([version, JSON.stringify(OPTIONS), path, source].join('\0'))
			.digest('hex'),
};
