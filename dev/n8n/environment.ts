import { join } from 'node:path';
import type { Tools } from './tools';

export interface InstanceOptions {
	/** Database, settings, installed nodes and binary data lie in `.n8n` below it. */
	userFolder: string;
	/** Where n8n keeps binary data; `default` is in memory. */
	binaryMode?: 'filesystem' | 'default' | 'database';
	/** More of n8n's settings: queue mode, another database. They win. */
	env?: Readonly<Record<string, string>>;
}

/** Opens nothing but the instances on this machine; one key for all of them, so that workers can read credentials. */
const ENCRYPTION_KEY = 'only for n8n on this machine';

/** The folder that workflows may write files to. */
export const filesFolder = (userFolder: string) => join(userFolder, 'files');

/** n8n's environment: on loopback only, without telemetry, updates, templates or lists from outside. */
export function environmentOf(
	tools: Tools,
	{ userFolder, binaryMode = 'filesystem', env = {} }: InstanceOptions,
	ports: { port: number; brokerPort: number },
): Record<string, string> {
	return {
		...tools.environment,
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(ports.port),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(ports.brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_DEFAULT_BINARY_DATA_MODE: binaryMode,
		N8N_RESTRICT_FILE_ACCESS_TO: filesFolder(userFolder),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		DB_TYPE: 'sqlite',
		EXECUTIONS_MODE: 'regular',
		GENERIC_TIMEZONE: 'UTC',
		...env,
	};
}
