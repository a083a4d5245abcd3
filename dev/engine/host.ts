import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService, InstanceSettings } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';
import { LoggerProxy } from 'n8n-workflow';

/** `default` keeps binaries as base64 in memory, `filesystem` as files under the user folder. */
export type BinaryMode = 'default' | 'filesystem';

export interface Host {
	/** n8n's user folder of this process; binaries are stored in `.n8n/storage` under it. */
	userFolder: string;
	/** Every line n8n and the nodes log from now on goes into `lines` too. */
	listen(lines: string[]): void;
	/** Makes `mode` the one that binaries are stored in, until the function that comes back is called. */
	useBinaryMode(mode: BinaryMode): () => void;
	readBinary(binary: IBinaryData): Promise<Buffer>;
	/** Stores a file for an execution, the way a node's `prepareBinaryData` does. */
	storeBinary(
		bytes: Buffer,
		file: { fileName: string; mimeType: string },
		at: { workflowId: string; executionId: string },
	): Promise<IBinaryData>;
}

let started: Promise<Host> | undefined;

/**
 * n8n keeps its settings, log and binary storage once a process, so every engine of a process shares
 * them: the first one decides the user folder.
 */
export function startHost(userFolder?: string): Promise<Host> {
	started ??= start(userFolder);
	return started;
}

async function start(wanted?: string): Promise<Host> {
	const userFolder = wanted ?? temporaryFolder();
	process.env.N8N_USER_FOLDER = userFolder;
	process.env.N8N_ENCRYPTION_KEY ??= 'only for workflows run on this machine';
	process.env.N8N_DIAGNOSTICS_ENABLED = 'false';

	const listeners: string[][] = [];
	const logger = collectingLogger((line) => listeners.forEach((lines) => lines.push(line)));
	Container.set(Logger, logger as unknown as Logger);
	LoggerProxy.init(logger);
	Container.get(InstanceSettings);
	const config = Container.get(BinaryDataConfig);
	const binaries = Container.get(BinaryDataService);
	await binaries.init();

	const storing: BinaryMode[] = [];
	return {
		userFolder,
		listen: (lines) => listeners.push(lines),
		useBinaryMode(mode) {
			if (storing.some((other) => other !== mode)) {
				throw new Error('Engines with different binary modes cannot run at the same time.');
			}
			storing.push(mode);
			config.mode = mode;
			Object.assign(binaries, { mode: mode === 'filesystem' ? 'filesystem-v2' : mode });
			return () => storing.splice(0, 1);
		},
		readBinary: (binary) => binaries.getAsBuffer(binary),
		storeBinary: (bytes, file, at) =>
			binaries.store({ type: 'execution', ...at }, bytes, {
				...file,
				fileExtension: file.fileName.split('.').at(-1),
				data: '',
			}),
	};
}

function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'gpt-image-n8n-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** n8n's logger as far as n8n-core uses it; `scoped` loggers write to the same place. */
function collectingLogger(write: (line: string) => void) {
	const log = (level: string) => (message: string, details?: unknown) =>
		write(`${level} ${message} ${text(details)}`);
	const logger = {
		error: log('error'),
		warn: log('warn'),
		info: log('info'),
		debug: log('debug'),
		scoped: () => logger,
	};
	return logger;
}

function text(details: unknown): string {
	const seen = new Set<unknown>();
	const plain = (_key: string, value: unknown) => {
		if (typeof value !== 'object' || value === null) return value;
		if (seen.has(value)) return '[seen]';
		seen.add(value);
		// An Error's own message, stack and cause are not enumerable.
		const { message, stack, cause } = value as Error;
		return value instanceof Error ? { ...value, message, stack, cause } : value;
	};
	return JSON.stringify(details, plain) ?? '';
}
