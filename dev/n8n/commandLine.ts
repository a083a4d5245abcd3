import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IRun } from 'n8n-workflow';
import type { WorkflowJson } from '../engine/engine';
import { environmentOf, type InstanceOptions } from './environment';
import { freePort } from './freePort';
import type { InstalledN8n } from './install';
import { runProgram } from './program';
import type { Tools } from './tools';

export interface CredentialFile {
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** n8n's commands on an instance's user folder; an n8n may be running on it. */
export class CommandLine {
	constructor(
		private readonly tools: Tools,
		private readonly installed: InstalledN8n,
		private readonly options: InstanceOptions,
	) {}

	/** `n8n import:credentials` */
	async importCredentials(credentials: CredentialFile[]): Promise<void> {
		await this.import('import:credentials', credentials);
	}

	/** `n8n import:workflow` */
	async importWorkflows(workflows: WorkflowJson[]): Promise<void> {
		await this.import('import:workflow', workflows);
	}

	/**
	 * `n8n execute --rawOutput`
	 * @throws where n8n says that the workflow did not succeed.
	 */
	async execute(workflowId: string): Promise<IRun> {
		return await withTemporaryFile(async (outputFile) => {
			await this.run(['execute', `--id=${workflowId}`, '--rawOutput'], outputFile);
			const output = readFileSync(outputFile, 'utf8');
			const start = output.search(/^\{$/m);
			if (start < 0) throw new Error(`n8n execute brought no result:\n${output.slice(-4000)}`);
			return JSON.parse(output.slice(start, output.lastIndexOf('}') + 1)) as IRun;
		});
	}

	private async import(command: string, content: unknown): Promise<void> {
		await withTemporaryFile(async (path) => {
			writeFileSync(path, JSON.stringify(content));
			await this.run([command, `--input=${path}`]);
		});
	}

	private async run(args: string[], outputFile?: string): Promise<void> {
		const ports = { port: await freePort(), brokerPort: await freePort() };
		await runProgram(this.tools.node, [this.installed.script, ...args], {
			cwd: this.options.userFolder,
			env: environmentOf(this.tools, this.options, ports),
			outputFile,
		});
	}
}

async function withTemporaryFile<T>(use: (path: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'gpt-image-n8n-command-'));
	try {
		return await use(join(folder, 'data.json'));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
