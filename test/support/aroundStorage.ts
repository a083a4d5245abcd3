import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';

export type StorageMethod = 'store' | 'getMetadata' | 'getAsStream' | 'getAsBuffer';

/**
 * The engine's own binary data storage, with something around each use of these methods while `run` goes on.
 * @param around does the use, or throws in its place.
 */
export async function aroundStorage<Method extends StorageMethod, Result>(
	methods: readonly Method[],
	around: (method: Method, use: () => Promise<unknown>) => Promise<unknown>,
	run: () => Promise<Result>,
): Promise<Result> {
	const service = Container.get(BinaryDataService);
	const own = methods.map((method) => {
		const works = service[method].bind(service) as (...given: unknown[]) => Promise<unknown>;
		const replaced = async (...given: unknown[]) =>
			await around(method, async () => await works(...given));
		Object.assign(service, { [method]: replaced });
		return [method, works] as const;
	});
	try {
		return await run();
	} finally {
		Object.assign(service, Object.fromEntries(own));
	}
}
