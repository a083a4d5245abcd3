import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startImageServer, type ImageServer, type ServerOptions } from '../server/server';
import { CommandLine } from './commandLine';
import { installPackedNodes } from './communityPackage';
import { filesFolder, type InstanceOptions } from './environment';
import { readRealExamples, type RealExample } from './examples';
import { installN8n, type InstallOptions, type InstalledN8n } from './install';
import type { Instance } from './instance';
import type { RunningProgram } from './program';
import { startN8n, type RunningN8n, type StartOptions } from './start';
import { findTools, type Tools } from './tools';

export interface WorkplaceOptions extends InstallOptions {
	/** The project's folder. */
	directory: string;
	/** n8n's user folder, kept at the end. Default: a new one in `.cache`, removed at the end. */
	userFolder?: string;
	server?: ServerOptions;
}

const REMOVED = { recursive: true, force: true, maxRetries: 5 };

/** A credential's name and data, by its type. */
export type Credentials = Readonly<Record<string, { name: string; data: Record<string, unknown> }>>;

/** A real n8n with the packed nodes, and the local image server for it. */
export class Workplace {
	private readonly started: RunningProgram[] = [];
	private isClosed = false;

	private constructor(
		readonly tools: Tools,
		readonly installed: InstalledN8n,
		readonly server: ImageServer,
		readonly userFolder: string,
		private readonly isTemporary: boolean,
	) {}

	/** Installs what is missing, packs and installs the built nodes, starts the image server. */
	static async open(options: WorkplaceOptions): Promise<Workplace> {
		const tools = findTools(options.directory);
		const installed = await installN8n(tools, options);
		const cache = join(options.directory, '.cache');
		const userFolder = options.userFolder ?? mkdtempSync(join(cache, 'user-'));
		mkdirSync(filesFolder(userFolder), { recursive: true });
		const isTemporary = options.userFolder === undefined;
		try {
			options.onProgress?.('Packing and installing the nodes');
			await installPackedNodes(tools, userFolder);
			const server = await startImageServer(options.server);
			return new Workplace(tools, installed, server, userFolder, isTemporary);
		} catch (error) {
			if (isTemporary) rmSync(userFolder, REMOVED);
			throw error;
		}
	}

	/** Where workflows may write files. */
	get files(): string {
		return filesFolder(this.userFolder);
	}

	/** What the examples ask for, for the local server. */
	get credentials(): Credentials {
		const { apiKey, url } = this.server;
		return {
			gptImageApi: {
				name: 'GPT Image API',
				data: { apiKey, baseUrl: url, authentication: 'bearer' },
			},
			openAiApi: { name: 'OpenAI', data: { apiKey, url } },
		};
	}

	/** Starts n8n. Ended with the workplace, or before. */
	async start(options: Omit<StartOptions, 'userFolder' | 'onSpawn'> = {}): Promise<RunningN8n> {
		return await startN8n(this.tools, this.installed, {
			userFolder: this.userFolder,
			onSpawn: (program) => {
				this.started.push(program);
				if (this.isClosed) void program.stop();
			},
			...options,
		});
	}

	/** Ends every n8n of this workplace, also one that does not answer yet. */
	async stopN8n(): Promise<void> {
		await Promise.all(this.started.map(async (program) => await program.stop()));
	}

	/** n8n's commands on this user folder. */
	commandLine(options: Omit<InstanceOptions, 'userFolder'> = {}): CommandLine {
		return new CommandLine(this.tools, this.installed, { userFolder: this.userFolder, ...options });
	}

	/** Saves the credentials in an instance. @returns their ids by type. */
	async saveCredentials(instance: Instance): Promise<Record<string, string>> {
		const ids: Record<string, string> = {};
		for (const [type, { name, data }] of Object.entries(this.credentials)) {
			ids[type] = await instance.saveCredential(type, name, data);
		}
		return ids;
	}

	/** The examples, ready to be saved. @param credentialIds by type; the ids of the files where left out. */
	examples(credentialIds: Readonly<Record<string, string>> = {}): RealExample[] {
		return readRealExamples(this.tools.directory, { credentialIds, files: this.files });
	}

	/** Ends what was started, each by its process id. */
	async close(): Promise<void> {
		this.isClosed = true;
		await this.stopN8n();
		await this.server.close();
		if (this.isTemporary) rmSync(this.userFolder, REMOVED);
	}
}
