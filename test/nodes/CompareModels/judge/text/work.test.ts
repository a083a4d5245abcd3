import { quotedText } from '../../../../../nodes/CompareModels/judge/text/quotedText';
import { scoreText } from '../../../../../nodes/CompareModels/judge/text/textScore';
import { NotChecked, Work } from '../../../../../nodes/CompareModels/judge/text/work';
import { WRITTEN_OUT } from '../../../../security/cases';
import { runBundled } from '../../../../support/runScript';
import { pieces, words } from '../../../../support/words';

const RULES = { ignoreCase: true, ignoreWhitespace: false };

/** Plain tables of 2,000 by 2,000 characters: a tenth of a second or two. */
const MOST_TABLES = 3;

describe('work on what strangers write does not hold up n8n', () => {
	const { readings, prompts } = runBundled<Record<'readings' | 'prompts', Record<string, number>>>(
		'test/nodes/CompareModels/judge/text/textWork.ts',
	);

	it('is tried with as many texts as SECURITY.md says', () => {
		expect(Object.keys(readings)).toHaveLength(WRITTEN_OUT.judgeReadings);
		expect(Object.keys(prompts)).toHaveLength(WRITTEN_OUT.promptsWithQuotations);
	});

	it.each(Object.keys(readings))('a reading: %s', (name) => {
		expect(readings[name]).toBeLessThan(MOST_TABLES);
	});

	it.each(Object.keys(prompts))('a prompt of %j again and again', (part) => {
		expect(prompts[part]).toBeLessThan(MOST_TABLES);
	});
});

describe('a reading by a stranger', () => {
	it.each([500, 2000, 8000, 19_000])(
		'takes some steps for each of %i characters where it is right',
		(length) => {
			const text = words(length, 'right');
			const { edits } = scoreText([text], pieces(text, 65), RULES, new Work(20 * length));
			expect(edits).toBe(0);
		},
	);

	it('is never given a number that was not computed', () => {
		const other = pieces(words(6000, 'b'), 99);
		expect(() => scoreText([words(6000, 'a')], other, RULES)).toThrow(NotChecked);
	});
});

it('a prompt is searched however deep its quotations are', () => {
	const deep = 32_000;
	expect(quotedText('「'.repeat(deep) + '」'.repeat(deep))).toHaveLength(1);
});
