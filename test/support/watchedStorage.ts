import { aroundStorage } from './aroundStorage';

const METHODS = ['store', 'getAsBuffer'] as const;

/** What storage was asked for, in order. */
export interface StorageUse {
	method: (typeof METHODS)[number];
	/** Milliseconds since the epoch, when it was asked. */
	at: number;
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
	const note = async (method: StorageUse['method']) => {
		uses.push({ method, at: Date.now() });
		await before[method];
	};
	return await aroundStorage(METHODS, note, async () => await run(uses));
}
