import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Instance, OWNER } from './realN8n/instance';
import { Workplace } from './realN8n/workplace';

/**
 * `npm run editor`: a real n8n with the nodes, a credential for the local image server and all examples,
 * ended with Ctrl+C. Options: `--port` (5678), `--image-port` (4010), `--no-open`.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({
		allowNegative: true,
		options: {
			port: { type: 'string', default: '5678' },
			'image-port': { type: 'string', default: '4010' },
			open: { type: 'boolean', default: true },
		},
	});
	const directory = resolve(__dirname, '../..');
	const onProgress = (text: string) => console.log(`  ${text}`);
	const workplace = await Workplace.open({
		directory,
		userFolder: join(directory, '.cache', 'editor'),
		server: {
			port: Number(values['image-port']),
			latencyMs: 400,
			today: new Date().toISOString().slice(0, 10),
		},
		onProgress,
	});
	const stop = async () => {
		console.log('\nStopping n8n and the image server …');
		await workplace.close();
		process.exit();
	};
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
	try {
		onProgress('Starting n8n');
		const n8n = await workplace.start({ port: Number(values.port) });
		const instance = await Instance.open(n8n.url);
		const credentialIds = await workplace.saveCredentials(instance);
		const examples = workplace.examples(credentialIds);
		for (const { workflow } of examples) await instance.saveWorkflow(workflow);
		console.log(introduction(n8n.url, workplace, examples.length));
		if (values.open) openBrowser(n8n.url);
		const code = await n8n.ended;
		console.log(`n8n has ended (${code ?? 'by a signal'}).`);
	} finally {
		await workplace.close();
	}
}

function introduction(url: string, { server, files }: Workplace, examples: number): string {
	return [
		'',
		`n8n                 ${url}`,
		`  Log in with       ${OWNER.email} / ${OWNER.password}`,
		`  Workflows         ${examples}, ready to be executed; files go to ${files}`,
		`Local image server  ${server.url} (in the credential already; costs nothing)`,
		'',
		'Ctrl+C ends both.',
	].join('\n');
}

/** Opens the machine's browser where there is one; says nothing where there is none. */
function openBrowser(url: string): void {
	const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
	const opener = spawn(command, [url], { stdio: 'ignore', detached: true });
	opener.on('error', () => undefined);
	opener.unref();
}

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
