import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { claim } from '../n8n/claim';
import { isFree } from '../n8n/freePort';
import { furnish } from '../n8n/furnish';
import { Instance, OWNER } from '../n8n/instance';
import { stopPrograms } from '../n8n/program';
import { openSignInPage } from '../n8n/signInPage';
import { Workplace } from '../n8n/workplace';

const { values } = parseArgs({
	allowNegative: true,
	options: {
		port: { type: 'string', default: '5678' },
		'image-port': { type: 'string', default: '4010' },
		reset: { type: 'boolean', default: false },
		open: { type: 'boolean', default: true },
		name: { type: 'string' },
	},
});

/**
 * `npm run editor`: a real n8n with the nodes, a credential for the local image server and all examples,
 * ended with Ctrl+C. What people change in it is there the next time. Options: `--port` (5678), `--image-port`
 * (4010), `--reset` (from scratch), `--no-open` (no browser), `--name` (an n8n of its own,
 * kept in `.cache/editor-NAME`).
 */
async function main(): Promise<void> {
	const directory = resolve(__dirname, '../..');
	const userFolder = join(directory, '.cache', folderName());
	claim(userFolder);
	const port = await requireFree('port', 'n8n');
	const imagePort = await requireFree('image-port', 'image server');
	if (values.reset) rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 });
	const onProgress = (text: string) => console.log(`  ${text}`);
	const today = new Date().toISOString().slice(0, 10);
	const workplace = await Workplace.open({
		directory,
		userFolder,
		server: { port: imagePort, latencyMs: 400, today },
		onProgress,
	});
	try {
		onProgress('Starting n8n');
		const n8n = await workplace.start({ port });
		const instance = await Instance.open(n8n.url);
		const { added, path } = await furnish(workplace, instance);
		console.log(introduction(n8n.url, workplace, added, path));
		if (values.open) openBrowser(await openSignInPage(instance.rest, path));
		const code = await n8n.ended;
		throw new Error(
			`n8n has ended (${code ?? 'by a signal'}):\n${n8n.lines.slice(-20).join('\n')}`,
		);
	} finally {
		await workplace.close();
	}
}

/** Never a folder that something else is in: `--reset` removes it. */
function folderName(): string {
	const { name } = values;
	if (name === undefined) return 'editor';
	if (/^\w+$/.test(name)) return `editor-${name}`;
	throw new Error(`--name is made of letters and digits, not "${name}".`);
}

/** @throws where the option's port is in use. */
async function requireFree(option: 'port' | 'image-port', whose: string): Promise<number> {
	const port = Number(values[option]);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new Error(`--${option} is a number from 1 to 65535, not "${values[option]}".`);
	}
	if (await isFree(port)) return port;
	let other = port + 1;
	while (!(await isFree(other))) other++;
	throw new Error(
		`Port ${port} is in use, perhaps by another ${whose}. Choose another: npm run editor -- --${option} ${other}`,
	);
}

/** The sign-in stands last, where people look. */
/** @param path of the first example, for those whose browser does not open. */
function introduction(
	url: string,
	{ server, files }: Workplace,
	added: number,
	path: string,
): string {
	return [
		'',
		`Examples    ${added > 0 ? `${added} workflows added` : 'there already, as you left them'}; files go to ${files}`,
		`Images      painted on this machine, at no cost: ${server.url} is in the credential`,
		'',
		`n8n         ${url}   (Ctrl+C here ends it)`,
		`Start at    ${url}${path}`,
		`Sign in     ${OWNER.email} / ${OWNER.password}`,
		'',
	].join('\n');
}

/** Opens the machine's browser where there is one; says nothing where there is none. */
function openBrowser(url: string): void {
	const command = process.platform === 'darwin' ? 'open' : 'xdg-open';
	const opener = spawn(command, [url], { stdio: 'ignore', detached: true });
	opener.on('error', () => undefined);
	opener.unref();
}

/** A signal that comes this soon after another is the same key press: npm hands on what the terminal sent already. */
const SAME_PRESS_MS = 500;

let stoppingSince: number | undefined;

/** From the start on, so that nothing stays behind when an installation is broken off. */
function stopOnSignal(): void {
	if (stoppingSince === undefined) {
		stoppingSince = performance.now();
		console.log('\nStopping …  (Ctrl+C again ends everything at once)');
		void stopPrograms().finally(() => process.exit());
	} else if (performance.now() - stoppingSince > SAME_PRESS_MS) {
		// What still runs is ended on exit.
		process.exit(1);
	}
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopOnSignal);

void main().catch((error: unknown) => {
	if (stoppingSince !== undefined) return;
	console.error(`\n${error instanceof Error ? error.message : String(error)}`);
	process.exit(1);
});
