const { rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const HostEnvironment = require('./hostEnvironment');

/**
 * For a test that changes the project's data, or needs an n8n with settings of its own: n8n and the project's
 * code are loaded in the test file's own realm and go with it.
 */
module.exports = class OwnRealmEnvironment extends HostEnvironment {
	async setup() {
		await super.setup();
		delete this.global.requireInHost;
		this.global.process.env = { ...process.env };
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
