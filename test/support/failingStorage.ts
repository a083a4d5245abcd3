import { aroundStorage, type StorageMethod } from './aroundStorage';
import { quickPauses } from './quickPauses';

/**
 * Binary data storage that fails for so long from its first use on, as a locked or failed-over database does.
 * @param ms milliseconds of the pauses that the node makes.
 * @param speed how many times as fast these pauses are over.
 */
export async function failingFor<Result>(
	ms: number,
	method: StorageMethod,
	run: () => Promise<Result>,
	speed = 100,
): Promise<Result> {
	const pauses = quickPauses(speed);
	let since: number | undefined;
	const fail = async (_method: StorageMethod, use: () => Promise<unknown>) => {
		since ??= pauses.passedMs;
		if (pauses.passedMs - since < ms) throw new Error('SQLITE_BUSY: database is locked');
		return await use();
	};
	try {
		const result = await aroundStorage([method], fail, run);
		expect(since).toBeDefined();
		return result;
	} finally {
		pauses.end();
	}
}
