import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import { quickPauses } from './quickPauses';

/**
 * Binary data storage that fails for so long from its first use on, as a locked or failed-over database does.
 * @param ms milliseconds of the pauses that the node makes.
 * @param speed how many times as fast these pauses are over.
 */
export async function failingFor<Result>(
	ms: number,
	method: 'store' | 'getMetadata' | 'getAsStream' | 'getAsBuffer',
	run: () => Promise<Result>,
	speed = 100,
): Promise<Result> {
	const service = Container.get(BinaryDataService);
	const works = service[method].bind(service) as (...given: unknown[]) => unknown;
	const pauses = quickPauses(speed);
	let since: number | undefined;
	Object.assign(service, {
		[method]: async (...given: unknown[]) => {
			since ??= pauses.passedMs;
			if (pauses.passedMs - since < ms) throw new Error('SQLITE_BUSY: database is locked');
			return await works(...given);
		},
	});
	try {
		const result = await run();
		expect(since).toBeDefined();
		return result;
	} finally {
		Object.assign(service, { [method]: works });
		pauses.end();
	}
}
