import { scoreText } from '../../../../../nodes/CompareModels/judge/text/textScore';
import {
	QUOTATION_MARKS,
	SINGLE_MARKS,
} from '../../../../../nodes/CompareModels/judge/text/quotationMarks';
import { quotedText } from '../../../../../nodes/CompareModels/judge/text/quotedText';
import { NotChecked, Work } from '../../../../../nodes/CompareModels/judge/text/work';
import { wordDiff } from '../../../../../nodes/CompareModels/judge/text/wordDiff';
import { seededNumbers } from '../../../../../nodes/CompareModels/math/seededShuffle';

const rules = { ignoreCase: true, ignoreWhitespace: false };

/** CPU time on a quiet machine that needs no further look. */
const LITTLE_MS = 60;

function cpuMs(run: () => unknown): number {
	const before = process.cpuUsage();
	run();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

/** The plain table of 2,000 by 2,000 characters, some 25 ms on a quiet machine. */
function plainTable(): number {
	const row = new Int32Array(2001);
	for (let line = 0; line < 2000; line++) {
		let diagonal = row[0]!;
		for (let cell = 1; cell <= 2000; cell++) {
			const before = row[cell]!;
			const replaced = diagonal + ((cell * 7 + line) % 26 === 0 ? 0 : 1);
			row[cell] = Math.min(replaced, before + 1, row[cell - 1]! + 1);
			diagonal = before;
		}
	}
	return row[2000]!;
}

/** As long as four plain tables at most, which the same busy machine computes at the same time. */
function expectQuick(run: () => unknown): void {
	let least = Infinity;
	for (let times = 0; times < 5; times++) {
		const ms = cpuMs(run);
		if (ms < LITTLE_MS) return;
		least = Math.min(least, ms / cpuMs(plainTable));
		if (least < 4) return;
	}
	expect(least).toBeLessThan(4);
}

function words(length: number, seed: string): string {
	const next = seededNumbers(seed);
	let text = '';
	while (text.length < length) {
		const letters = Array.from({ length: 2 + Math.floor(next() * 8) }, () =>
			String.fromCharCode(97 + Math.floor(next() * 26)),
		);
		text += `${letters.join('')} `;
	}
	return text.slice(0, length).trim();
}

function pieces(text: string, count: number): string[] {
	const length = Math.ceil(text.length / count);
	return Array.from({ length: count }, (_, at) => text.slice(at * length, (at + 1) * length));
}

const many = <One>(count: number, one: (index: number) => One): One[] =>
	Array.from({ length: count }, (_, index) => one(index));
const columns = (...texts: string[]) => {
	const split = texts.map((text) => text.split(' '));
	return many(Math.max(...split.map(({ length }) => length)), (row) =>
		split.map((column) => column[row] ?? 'x').join(' '),
	);
};
const long = words(2000, 'long');

describe('a reading by a stranger', () => {
	it.each<[string, string[], string[]]>([
		['2,000 characters in 65 pieces', [long], pieces(long, 65)],
		['the same in one piece', [long], [long]],
		['the same backwards', [long], pieces(long, 65).reverse()],
		['the same, each word wrong', [long], pieces(long.replace(/\b\w/g, 'Q'), 65)],
		['the same, half of it', [long], pieces(long.slice(0, 1000), 33)],
		['another text of 2,000 characters', [long], pieces(words(2000, 'other'), 65)],
		['100 pieces of 20 for 1,000', [words(1000, 'a')], many(100, (at) => words(20, `${at}`))],
		[
			'100 texts of 20 as 100 others',
			many(100, (at) => words(20, `x${at}`)),
			many(100, (at) => words(20, `${at}`)),
		],
		[
			'100 texts of 20 backwards',
			many(100, (at) => words(20, `${at}`)),
			many(100, (at) => words(20, `${at}`)).reverse(),
		],
		['the same text 100 times', many(100, () => 'Summer Sale'), many(100, () => 'Sumer Sale')],
		['12 texts that differ by a number', many(12, (at) => `Sale ${at}`), many(11, () => 'Sale')],
		['one letter 1,000 times', ['a '.repeat(1000)], pieces('a '.repeat(900), 65)],
		['two letters', ['ab '.repeat(600)], pieces('ba '.repeat(600), 65)],
		[
			'three columns',
			many(3, (at) => words(300, `${at}`)),
			columns(...many(3, (at) => words(300, `${at}`))),
		],
		[
			'ten columns of one word',
			many(10, () => 'go '.repeat(20)),
			columns(...many(10, () => 'go '.repeat(19))),
		],
		[
			'Japanese in single characters',
			['夏の大セール'.repeat(200)],
			many(100, (at) => '夏の大セール'[at % 6]!.repeat(12)),
		],
		['Greek capitals', ['Καλημέρα κόσμε '.repeat(130)], pieces('ΚΑΛΗΜΕΡΑ ΚΟΣΜΕ '.repeat(130), 65)],
		['Turkish capitals', ['ıi'.repeat(900)], pieces('II'.repeat(900), 65)],
		['emoji of several code points', ['👩‍🚒'.repeat(400)], pieces('👩‍🚒'.repeat(390), 1)],
		['accents upon accents', [`e${'\u0301'.repeat(3000)}`], [`e${'\u0302'.repeat(3000)}`]],
		[
			'20,000 different characters',
			[long],
			many(10, (at) => String.fromCodePoint(...many(1900, (next) => 0x4e00 + at * 1900 + next))),
		],
		['19,000 characters that are right', [words(19_000, 'a')], pieces(words(19_000, 'a'), 99)],
		['19,000 characters of another text', [words(19_000, 'a')], pieces(words(19_000, 'b'), 99)],
		['all that an answer may hold', [long], many(100, () => 'x '.repeat(1000))],
		['blanks', [long], many(100, () => `a${' '.repeat(190)}b`)],
		['hyphens', [long], many(100, () => 'a-'.repeat(95))],
		['signs that could not be read', [long], many(100, () => '□'.repeat(190))],
	])('is compared without holding up n8n: %s', (_name, expected, read) => {
		const compare = () => {
			try {
				return scoreText(expected, read, rules);
			} catch (thrown) {
				expect(thrown).toBeInstanceOf(NotChecked);
				return undefined;
			}
		};
		expectQuick(compare);
	});

	it.each([500, 2000, 8000, 19_000])(
		'takes some steps for each of %i characters where it is right',
		(length) => {
			const text = words(length, 'right');
			const { edits } = scoreText([text], pieces(text, 65), rules, new Work(20 * length));
			expect(edits).toBe(0);
		},
	);

	it('is never given a number that was not computed', () => {
		const other = pieces(words(6000, 'b'), 99);
		expect(() => scoreText([words(6000, 'a')], other, rules)).toThrow(NotChecked);
	});

	it('shows differences of long texts without holding up n8n', () => {
		const [one, other] = [words(20_000, 'a'), words(20_000, 'b')];
		expectQuick(() => wordDiff(one, other, (word) => word));
	});
});

describe('a prompt by a stranger', () => {
	const marks = [
		...QUOTATION_MARKS.flatMap(({ opens, closes }) => [opens, ...closes]),
		...Object.keys(SINGLE_MARKS),
	];
	it.each([
		...[...new Set(marks)].flatMap((mark) => [mark, ` ${mark}a`]),
		...[
			"''til",
			" 's' ",
			"s' ",
			"'90s ",
			'"a\' "',
			'「a」',
			'„"',
			'【a】\n',
			'in the style of "',
			'‘’',
			'ה"א',
		],
	])('is searched without holding up n8n: %j again and again', (part) => {
		const prompt = part.repeat(Math.ceil(32_000 / part.length));
		expectQuick(() => quotedText(prompt));
	});

	it('is searched however deep its quotations are', () => {
		const deep = 32_000;
		expectQuick(() => quotedText('「'.repeat(deep) + '」'.repeat(deep)));
		expect(quotedText('「'.repeat(deep) + '」'.repeat(deep))).toHaveLength(1);
	});
});
