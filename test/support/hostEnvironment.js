const { TestEnvironment } = require('jest-environment-node');

/**
 * Jest gives each test file a realm of its own. Node's fetch, streams and abort signals make their
 * objects in the host's realm, where `instanceof Error` of the test's realm is false. Sharing these
 * classes makes code under test see what it would see in n8n.
 */
module.exports = class HostEnvironment extends TestEnvironment {
	async setup() {
		await super.setup();
		Object.assign(this.global, {
			Error,
			TypeError,
			RangeError,
			DOMException,
			AbortController,
			AbortSignal,
			Uint8Array,
			ArrayBuffer,
		});
	}
};
