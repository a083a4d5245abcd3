import { scoreText } from '../../../../../nodes/CompareModels/judge/text/textScore';

const rules = { ignoreCase: true, ignoreWhitespace: false };
const found = (read: string[], expected = ['SUMMER SALE']) => {
	const { extra, doubled, garbled, unasked, exact, edits } = scoreText(expected, read, rules);
	return { extra, doubled, garbled, unasked, exact, edits };
};
const nothing = { extra: [], doubled: [], garbled: [], unasked: [], exact: true, edits: 0 };

describe('text that nobody asked for', () => {
	it('is listed by kind in reading order, and an image with any is not exactly right', () => {
		const read = ['SUMMER SALE', 'SUMMER SALE', 'BUY NWO', 'SUMER SALE', 'lorem xqzt', 'S□LE'];
		expect(found(read)).toEqual({
			extra: ['BUY NWO', 'lorem xqzt'],
			doubled: ['SUMMER SALE'],
			garbled: ['SUMER SALE', 'S□LE'],
			unasked: ['SUMMER SALE', 'BUY NWO', 'SUMER SALE', 'lorem xqzt', 'S□LE'],
			...{ exact: false, edits: 0 },
		});
	});

	it.each([
		['an invented offer', ['SUMMER SALE', '50% OFF'], { extra: ['50% OFF'] }],
		[
			'the same words in another case',
			['SUMMER SALE', 'Summer Sale'],
			{ doubled: ['Summer Sale'] },
		],
		['one of the words', ['SUMMER SALE SALE'], { doubled: ['SALE'] }],
		['a copy on the same line', ['SUMMER SALE SUMMER SALE'], { doubled: ['SUMMER SALE'] }],
		[
			'a copy beside other text',
			['SUMMER SALE', 'SUMMER SALE now'],
			{ doubled: ['SUMMER SALE'], extra: ['now'] },
		],
		['a spoilt word', ['SUMMER SALE', 'SUMNER'], { garbled: ['SUMNER'] }],
		['signs that cannot be read', ['SUMMER SALE', '□□□ □□'], { garbled: ['□□□ □□'] }],
		['a sign that is added', ['SUMMER SALE!'], { extra: ['!'] }],
		['marks around it', ['"SUMMER SALE"'], { extra: ['"', '"'] }],
		['a trade mark', ['SUMMER SALE®'], { extra: ['®'] }],
	])('text that nobody asked for may be %s', (_name, read, kinds) => {
		const unasked = expect.any(Array) as string[];
		expect(found(read)).toEqual({ ...nothing, ...kinds, unasked, exact: false });
	});

	it('is no ornament that stands alone', () => {
		expect(found(['★ SUMMER SALE ★', '•', '—', '🌞'])).toEqual(nothing);
	});

	it('is found where no blanks are written', () => {
		expect(found(['夏の大セール開催中'], ['夏の大セール'])).toMatchObject({
			...{ extra: ['開催中'], edits: 0, exact: false },
		});
		expect(found(['夏の大セール夏の大セール'], ['夏の大セール'])).toMatchObject({
			...{ doubled: ['夏の大セール'], edits: 0, exact: false },
		});
	});
});
