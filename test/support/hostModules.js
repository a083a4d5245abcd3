const Module = require('node:module');
const { readFileSync } = require('node:fs');
const { transpile } = require('./transpile');

const modules = Module.createRequire(__filename);
// Node's own reading of TypeScript wants endings in imports: ours replaces it.
Object.defineProperty(Module._extensions, '.ts', {
	value: (module, path) => module._compile(transpile(readFileSync(path, 'utf8'), path).code, path),
	enumerable: true,
});

/**
 * Loads a module as Node itself does, outside of the realm that jest gives each test file: once a worker instead of
 * once a file, and as fast as in n8n. In jest's realm each global name is looked up in a sandbox, which makes loops
 * over pixels several times slower.
 */
exports.requireInHost = (path) => {
	// n8n reads its settings as it is loaded: its user folder is a temporary one from the beginning.
	if (/\/node_modules\/(@n8n|n8n-)/.test(path)) modules('../../dev/engine/host').startHost();
	return modules(path);
};
