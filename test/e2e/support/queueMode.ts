import { randomUUID } from 'node:crypto';
import { freePort } from '../../../dev/n8n/freePort';
import { Instance } from '../../../dev/n8n/instance';
import type { RunningN8n } from '../../../dev/n8n/start';
import type { Workplace } from '../../../dev/n8n/workplace';
import { createDatabase, forgetKeys, type OwnDatabase } from './ownStores';
import type { Services } from './services';
import { startServices } from './startServices';
import { Undo } from './undo';

/** One n8n that takes requests, and workers that run what it puts into the queue. */
export interface QueueMode {
	main: RunningN8n;
	instance: Instance;
	workers: RunningN8n[];
	database: OwnDatabase;
	close(): Promise<void>;
}

/**
 * Starts a main n8n and its workers with a database and a queue of their own. Where one of them fails, the
 * others are ended again.
 * @param options how many workers, and how many executions each runs at once.
 */
export async function openQueueMode(
	workplace: Workplace,
	services: Services,
	{ workers: count = 2, atOnce = 10 }: { workers?: number; atOnce?: number } = {},
): Promise<QueueMode> {
	const undo = new Undo();
	try {
		const { redis, postgres, stop } = await startServices(services);
		undo.later(stop);
		const database = await createDatabase(workplace.installed, postgres);
		undo.later(database.drop);
		const prefix = `gpt-image-${randomUUID()}`;
		undo.later(async () => await forgetKeys(workplace.installed, redis, prefix));
		undo.later(async () => await workplace.stopN8n());
		const env = { ...database.env, ...queueSettings(redis, prefix) };
		const main = await workplace.start({ binaryMode: 'database', env });
		const workers = await all(
			Array.from({ length: count }, async () => await startWorker(workplace, env, atOnce)),
		);
		const instance = await Instance.open(main.url);
		return { main, instance, workers, database, close: async () => await undo.all() };
	} catch (error) {
		await undo.all();
		throw error;
	}
}

function queueSettings(redis: URL, prefix: string): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: redis.hostname,
		QUEUE_BULL_REDIS_PORT: redis.port || '6379',
		QUEUE_BULL_REDIS_USERNAME: decodeURIComponent(redis.username),
		QUEUE_BULL_REDIS_PASSWORD: decodeURIComponent(redis.password),
		QUEUE_BULL_PREFIX: prefix,
		N8N_REDIS_KEY_PREFIX: prefix,
		// A dead worker's executions are given up after seconds; n8n's own 60 s and 30 s only take longer.
		QUEUE_WORKER_LOCK_DURATION: '6000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '1500',
		QUEUE_WORKER_STALLED_INTERVAL: '2000',
	};
}

async function startWorker(
	workplace: Workplace,
	env: Record<string, string>,
	atOnce: number,
): Promise<RunningN8n> {
	const port = await freePort();
	return await workplace.start({
		binaryMode: 'database',
		port,
		command: ['worker', `--concurrency=${atOnce}`],
		env: {
			...env,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		},
	});
}

/** As Promise.all, but none is under way any more when it throws. */
async function all<T>(promises: Array<Promise<T>>): Promise<T[]> {
	await Promise.allSettled(promises);
	return await Promise.all(promises);
}
