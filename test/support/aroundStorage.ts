import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';

export type StorageMethod = 'store' | 'getMetadata' | 'getAsStream' | 'getAsBuffer';

/**
 * The engine's own binary data storage, with something before each use of these methods while `run` goes on.
 * @param before what a use waits for; where it throws, the use fails.
 */
export async function aroundStorage<Method extends StorageMethod, Result>(
	methods: readonly Method[],
	before: (method: Method) => Promise<void> | void,
	run: () => Promise<Result>,
): Promise<Result> {
	const service = Container.get(BinaryDataService);
	const own = methods.map((method) => {
		const works = service[method].bind(service) as (...given: unknown[]) => unknown;
		const around = async (...given: unknown[]) => {
			await before(method);
			return await works(...given);
		};
		Object.assign(service, { [method]: around });
		return [method, works] as const;
	});
	try {
		return await run();
	} finally {
		Object.assign(service, Object.fromEntries(own));
	}
}
