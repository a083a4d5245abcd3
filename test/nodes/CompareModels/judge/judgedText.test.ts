import { compareText } from '../../../../nodes/CompareModels/judge/judgedText';

const rules = { ignoreCase: true, ignoreWhitespace: false };
const RIGHT = ['Summer Sale'];
const WRONG = ['Sumer Sale'];
const EXTRA = ['Summer Sale', '50% OFF'];
const compared = async (...readings: string[][]) =>
	await compareText(['Summer Sale'], readings, rules, undefined);

describe('an image that is read several times', () => {
	it.each([
		['right and wrong', [RIGHT, WRONG], false],
		['wrong and right', [WRONG, RIGHT], false],
		['right and with extra text', [RIGHT, EXTRA], false],
		['right twice', [RIGHT, RIGHT], true],
		['right twice of three times', [RIGHT, WRONG, RIGHT], true],
		['right once of three times', [RIGHT, WRONG, EXTRA], false],
		['right twice of four times', [RIGHT, RIGHT, WRONG, EXTRA], false],
		['right three times of four', [RIGHT, RIGHT, EXTRA, RIGHT], true],
	])('is exact where more than half of the readings are: %s', async (_name, readings, exact) => {
		const { text } = await compared(...readings);
		expect(text?.exact).toBe(exact);
		expect(text?.errorRates).toHaveLength(readings.length);
	});

	it('shows the worse of the two readings in the middle', async () => {
		expect((await compared(RIGHT, WRONG)).text?.read).toEqual(WRONG);
		expect((await compared(EXTRA, RIGHT)).text?.extra).toEqual(['50% OFF']);
	});

	it('leaves out a reading that cannot be compared, and says so', async () => {
		const tooMuch = Array.from({ length: 100 }, () => 'x'.repeat(2000));
		const { text, notChecked } = await compared(RIGHT, tooMuch);
		expect(text).toMatchObject({ exact: true, errorRates: [0] });
		expect(notChecked).toEqual([expect.stringContaining('not checked')]);
		expect((await compared(tooMuch)).text).toBeNull();
	});

	it('is not compared any further once the execution is stopped', async () => {
		const stopped = AbortSignal.abort(new Error('stopped'));
		await expect(compareText(['Summer Sale'], [RIGHT], rules, stopped)).rejects.toThrow('stopped');
	});
});
