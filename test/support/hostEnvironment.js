const { rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
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

	/** The engine's temporary user folder goes with the test file: a test's own `exit` is never called. */
	async teardown() {
		const folder = this.global?.process.env.N8N_USER_FOLDER;
		if (folder?.startsWith(join(tmpdir(), 'gpt-image-n8n-'))) {
			rmSync(folder, { recursive: true, force: true });
		}
		await super.teardown();
	}
};
