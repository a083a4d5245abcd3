import { createBudget } from '../../../../nodes/shared/pace/budget';
import type { Budget, Reservation } from '../../../../nodes/shared/pace/budget';
import { settle } from '../../../support/fakeClock';

async function granted(budget: Budget, usd: number | null): Promise<Reservation> {
	const reserved = await budget.reserve(usd);
	if (!reserved.granted) throw new Error('not granted');
	return reserved.reservation;
}

describe('the budget', () => {
	it('without a limit grants everything and adds up', async () => {
		const budget = createBudget(undefined);
		(await granted(budget, null)).settle(5);
		(await granted(budget, 1e9)).settle(null);
		expect(budget.spentUsd()).toBe(1e9 + 5);
	});

	it('holds to the cent in spite of binary fractions', async () => {
		const budget = createBudget(0.3);
		for (let call = 0; call < 3; call++) (await granted(budget, 0.1)).settle(0.1);
		expect(await budget.reserve(0.001)).toMatchObject({ granted: false });
	});

	it('rejects at once what settled spending alone excludes, though calls are under way', async () => {
		const budget = createBudget(1);
		(await granted(budget, 0.6)).settle(0.6);
		await granted(budget, 0.1);
		expect(await budget.reserve(0.5)).toEqual({ granted: false, spentUsd: 0.6 });
	});

	it.each([
		['cheaper', 0.2, true],
		['as dear as reserved', 0.7, false],
		['for nothing', 0, true],
		['at an unknown price', null, false],
	])('waits for a call under way that ends %s', async (_case, actual, fits) => {
		const budget = createBudget(1);
		const first = await granted(budget, 0.7);
		let answer: unknown = 'waiting';
		void budget.reserve(0.5).then((reserved) => (answer = reserved.granted));
		await settle();
		expect(answer).toBe('waiting');
		first.settle(actual);
		first.settle(5);
		await settle();
		expect(answer).toBe(fits);
	});

	it('holds for several that count in one place at once', async () => {
		const ledger = { spentUsd: 0.2, reservedUsd: 0 };
		const [one, other] = [createBudget(1, ledger), createBudget(1, ledger)];
		const first = await granted(one, 0.5);
		expect((await other.reserve(0.5)).granted).toBe(false);
		first.settle(0.3);
		(await granted(other, 0.5)).settle(0.5);
		expect(ledger).toEqual({ spentUsd: 1, reservedUsd: 0 });
	});

	it('cannot hold an unknown price', async () => {
		expect(await createBudget(100).reserve(null)).toEqual({ granted: false, spentUsd: 0 });
	});

	it('of nothing grants only what is free', async () => {
		expect((await createBudget(0).reserve(0)).granted).toBe(true);
		expect((await createBudget(0).reserve(0.01)).granted).toBe(false);
	});
});
