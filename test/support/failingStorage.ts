import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';

/** Binary data storage that fails for so long from its first use on, as a locked or failed-over database does. */
export async function failingFor<Result>(
	ms: number,
	method: 'store' | 'getMetadata' | 'getAsStream' | 'getAsBuffer',
	run: () => Promise<Result>,
): Promise<Result> {
	const service = Container.get(BinaryDataService);
	const works = service[method].bind(service) as (...given: unknown[]) => unknown;
	let since: number | undefined;
	Object.assign(service, {
		[method]: async (...given: unknown[]) => {
			since ??= Date.now();
			if (Date.now() - since < ms) throw new Error('SQLITE_BUSY: database is locked');
			return await works(...given);
		},
	});
	try {
		return await run();
	} finally {
		Object.assign(service, { [method]: works });
	}
}
