const { TestEnvironment } = require('jest-environment-node');
const fastCheck = require('fast-check');
const { requireInHost } = require('./hostModules');

// Generated cases are the same in every run, so that a change is judged by what it changes. FUZZ_SEED names others.
fastCheck.configureGlobal({ seed: Number(process.env.FUZZ_SEED || 20_261_122) });

/**
 * Jest gives each test file a realm of its own. n8n and the project's code are lent from the host's realm, and so are
 * the classes that tests ask them about with `instanceof`.
 */
module.exports = class HostEnvironment extends TestEnvironment {
	async setup() {
		await super.setup();
		Object.assign(this.global, {
			requireInHost,
			Error,
			TypeError,
			RangeError,
			DOMException,
			AbortController,
			AbortSignal,
			Uint8Array,
			ArrayBuffer,
		});
		// Jest's is a copy, which the host's code doesn't see.
		this.global.process.env = process.env;
	}
};
