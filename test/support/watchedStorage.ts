import { aroundStorage } from './aroundStorage';

const METHODS = ['store', 'getAsBuffer'] as const;

/** What storage was asked for, in order. */
export interface StorageUse {
	method: (typeof METHODS)[number];
	/** Milliseconds since the epoch, when it was asked. */
	at: number;
	isDone: boolean;
}

/**
 * The engine's own binary data storage, each use noted.
 * @param before what each use waits for, by method.
 */
export async function watchedStorage<Result>(
	before: Partial<Record<StorageUse['method'], Promise<void>>>,
	run: (uses: readonly StorageUse[]) => Promise<Result>,
): Promise<Result> {
	const uses: StorageUse[] = [];
	const watch = async (method: StorageUse['method'], use: () => Promise<unknown>) => {
		const noted = { method, at: Date.now(), isDone: false };
		uses.push(noted);
		await before[method];
		const result = await use();
		noted.isDone = true;
		return result;
	};
	return await aroundStorage(METHODS, watch, async () => await run(uses));
}

/** How many files storage has taken. */
export function storedIn(uses: readonly StorageUse[]): number {
	return uses.filter(({ method, isDone }) => method === 'store' && isDone).length;
}
