import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
		await this.withFile(credentials, (file) => this.run('import:credentials', `--input=${file}`));
	}

	/** `n8n import:workflow` */
	async importWorkflows(workflows: WorkflowJson[]): Promise<void> {
		await this.withFile(workflows, (file) => this.run('import:workflow', `--input=${file}`));
	}

	/**
	 * `n8n execute --rawOutput`
	 * @throws where n8n says that the workflow did not succeed.
	 */
	async execute(workflowId: string): Promise<IRun> {
		const output = await this.run('execute', `--id=${workflowId}`, '--rawOutput');
		const start = output.search(/^\{$/m);
		if (start < 0) throw new Error(`n8n execute brought no result:\n${output.slice(-4000)}`);
		return JSON.parse(output.slice(start, output.lastIndexOf('}') + 1)) as IRun;
	}

	private async run(...args: string[]): Promise<string> {
		const ports = { port: await freePort(), brokerPort: await freePort() };
		return await runProgram(this.tools.node, [this.installed.script, ...args], {
			cwd: this.options.userFolder,
			env: environmentOf(this.tools, this.options, ports),
		});
	}

	private async withFile(content: unknown, use: (path: string) => Promise<unknown>): Promise<void> {
		const folder = mkdtempSync(join(tmpdir(), 'gpt-image-import-'));
		try {
			const path = join(folder, 'import.json');
			writeFileSync(path, JSON.stringify(content));
			await use(path);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}
}
