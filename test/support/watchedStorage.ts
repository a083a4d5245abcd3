import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';

/** What storage was asked for, in order. */
export interface StorageUse {
	method: 'store' | 'getAsBuffer';
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
	const service = Container.get(BinaryDataService);
	const uses: StorageUse[] = [];
	const methods = ['store', 'getAsBuffer'] as const;
	const own = methods.map((method) => {
		const works = service[method].bind(service) as (...given: unknown[]) => unknown;
		const watched = async (...given: unknown[]) => {
			uses.push({ method, at: Date.now() });
			await before[method];
			return await works(...given);
		};
		Object.assign(service, { [method]: watched });
		return [method, works] as const;
	});
	try {
		return await run(uses);
	} finally {
		Object.assign(service, Object.fromEntries(own));
	}
}
