import { SettingError } from '../../shared/request/settings';

/** A setting that does not do, with the item that it was read for. */
export class AtItem extends Error {
	override readonly name = 'AtItem';

	constructor(
		readonly itemIndex: number,
		readonly setting: SettingError,
	) {
		super(setting.message);
	}

	/** Runs what may throw a {SettingError}, now or later. @throws {AtItem} in its place. */
	static run<Result>(itemIndex: number, work: () => Result): Result {
		const named = (thrown: unknown): never => {
			throw thrown instanceof SettingError ? new AtItem(itemIndex, thrown) : thrown;
		};
		try {
			const result = work();
			return result instanceof Promise ? (result.catch(named) as Result) : result;
		} catch (thrown) {
			return named(thrown);
		}
	}
}
