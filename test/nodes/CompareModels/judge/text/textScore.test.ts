import fc from 'fast-check';
import { levenshtein } from '../../../../../nodes/CompareModels/judge/text/levenshtein';
import { characters, normalize } from '../../../../../nodes/CompareModels/judge/text/normalize';
import { scoreText } from '../../../../../nodes/CompareModels/judge/text/textScore';
import { wordDiff } from '../../../../../nodes/CompareModels/judge/text/wordDiff';

const strict = { ignoreCase: false, ignoreWhitespace: false };
const anyCase = { ...strict, ignoreCase: true };

describe('the character error rate', () => {
	it.each([
		['nothing wrong', ['Summer Sale'], ['Summer Sale'], 0, 11],
		['a replaced letter', ['Summer Sale'], ['Sunmer Sale'], 1, 11],
		['a missing letter', ['Summer Sale'], ['Sumer Sale'], 1, 11],
		['a doubled letter', ['Summer Sale'], ['Summer Salle'], 1, 11],
		['nothing read', ['Summer Sale'], [], 11, 11],
		['something else read', ['Sale'], ['qqqq'], 4, 4],
		['German', ['Größer denken'], ['Grösser denken'], 2, 13],
		['Polish', ['Zażółć gęślą jaźń'], ['Zazolc gesla jazn'], 9, 17],
		['Greek', ['Καλημέρα κόσμε'], ['Καλημερα κόσμε'], 1, 14],
		['two lines of one text', ['Summer Sale'], ['Summer', 'Sale'], 0, 11],
		['another order', ['Rosé', '75 cl'], ['75 cl', 'Rosé'], 0, 9],
		['two texts in one piece', ['Rosé', '75 cl'], ['Rosé 75 cl'], 0, 9],
		['an emoji of several code points', ['Team 👩‍🚒'], ['Team'], 2, 6],
	])('the character error rate: %s', (_name, expected, read, edits, letters) => {
		const score = scoreText(expected, read, strict);
		expect(score).toMatchObject({ edits, characters: letters, exact: edits === 0 });
		expect(score.errorRate).toBeCloseTo(edits / letters, 12);
	});

	it('does not see how letters are composed, nor signs that look alike', () => {
		const decomposed = 'Café “Zoë’s” – 5…'.normalize('NFD');
		expect(scoreText(['Café "Zoë\'s" - 5...'], [decomposed], strict).edits).toBe(0);
	});

	it('counts capitals and white space, or does not, as asked', () => {
		expect(scoreText(['Straße 5'], ['STRASSE 5'], anyCase).edits).toBe(0);
		expect(scoreText(['ΟΔΟΣ'], ['οδος'], anyCase).edits).toBe(0);
		expect(scoreText(['Open'], ['OPEN'], strict).edits).toBe(3);
		expect(scoreText(['New York'], ['NewYork'], strict).edits).toBe(1);
		expect(scoreText(['New York'], ['NewYork'], { ...strict, ignoreWhitespace: true }).edits).toBe(
			0,
		);
		expect(scoreText(['New York'], ['New \n York'], strict).edits).toBe(0);
	});

	it('shows the words that differ and what nobody asked for', () => {
		const score = scoreText(['Big summer sale'], ['Big sumer sale now', 'Terms apply'], strict);
		expect(score.differences).toEqual([
			[
				{ kind: 'same', text: 'Big' },
				{ kind: 'missing', text: 'summer' },
				{ kind: 'added', text: 'sumer' },
				{ kind: 'same', text: 'sale' },
			],
		]);
		expect(score.unasked).toEqual(['now', 'Terms apply']);
	});

	it('shows differences by character where a script has no blanks between words', () => {
		const { differences } = scoreText(['夏の大セール'], ['夏の', '大ヤール'], strict);
		expect(differences).toEqual([
			[
				{ kind: 'same', text: '夏の大' },
				{ kind: 'missing', text: 'セ' },
				{ kind: 'added', text: 'ヤ' },
				{ kind: 'same', text: 'ール' },
			],
		]);
	});

	it('is a distance: zero for the same, symmetric, and no shortcut is longer', () => {
		const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
		fc.assert(
			fc.property(text, text, text, (a, b, c) => {
				expect(levenshtein(a, a)).toBe(0);
				expect(levenshtein(a, b)).toBe(levenshtein(b, a));
				expect(levenshtein(a, c)).toBeLessThanOrEqual(levenshtein(a, b) + levenshtein(b, c));
			}),
		);
	});

	it('tells a distance above its limit from one within it', () => {
		const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 10 });
		fc.assert(
			fc.property(text, text, fc.nat(10), (a, b, limit) => {
				expect(levenshtein(a, b, limit)).toBe(Math.min(levenshtein(a, b), limit + 1));
			}),
		);
	});

	it('never counts more than finding nothing does, for one text', () => {
		const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
		fc.assert(
			fc.property(word, fc.array(word, { maxLength: 4 }), (expected, read) => {
				const { edits, characters: letters } = scoreText([expected], read, strict);
				expect(edits).toBeLessThanOrEqual(letters);
			}),
		);
	});

	it('puts both texts together again from the differences', () => {
		const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 });
		const texts = (parts: ReturnType<typeof wordDiff>, kind: string) =>
			parts
				.filter((part) => part.kind !== kind)
				.map(({ text }) => text)
				.join(' ');
		fc.assert(
			fc.property(words, words, (one, other) => {
				const parts = wordDiff(one.join(' '), other.join(' '), (word) => word);
				expect(texts(parts, 'added')).toBe(one.join(' '));
				expect(texts(parts, 'missing')).toBe(other.join(' '));
			}),
		);
	});
});

it('counts letters as people do', () => {
	expect(characters(normalize('e\u0301👩‍🚒क्षि', strict))).toHaveLength(3);
});
