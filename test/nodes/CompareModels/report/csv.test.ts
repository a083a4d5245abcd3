import fc from 'fast-check';
import { renderCsv } from '../../../../nodes/CompareModels/report/csv';
import { cleanText } from '../../../../nodes/shared/text';
import { sampleComparison } from '../../../support/sampleComparison';
import { anyCharacter } from '../../../support/anyCharacter';

/** RFC 4180, written apart from the code under test. */
function parse(csv: string): string[][] {
	const rows: string[][] = [];
	let [row, field, quoted] = [[] as string[], '', false];
	for (let i = 0; i < csv.length; i++) {
		const character = csv.charAt(i);
		if (quoted) {
			if (character !== '"') field += character;
			else if (csv.charAt(i + 1) === '"') field += csv.charAt(i++);
			else quoted = false;
		} else if (character === '"') quoted = true;
		else if (character === ',') {
			row.push(field);
			field = '';
		} else if (character === '\r' && csv.charAt(i + 1) === '\n') {
			rows.push([...row, field]);
			[row, field] = [[], ''];
			i++;
		} else field += character;
	}
	expect([row, field, quoted]).toEqual([[], '', false]);
	return rows;
}

const sample = (options = {}) => sampleComparison({ thumbnailBytes: 1, ...options });

test('begins with a byte order mark and the columns, and ends every line with CRLF', () => {
	const csv = renderCsv(sample());
	expect(csv.startsWith('\ufeff"prompt index","prompt",')).toBe(true);
	expect(parse(csv.slice(1))[0]).toEqual(
		'prompt index,prompt,repetition,letter,label,model,quality,size,status,width,height,duration ms,cost usd,input tokens,output tokens,similarity,perceptual distance,reason,request id'.split(
			',',
		),
	);
	expect(csv.endsWith('\r\n')).toBe(true);
});

test('has a row for every cell, also for those without an image', () => {
	const comparison = sample();
	const rows = parse(renderCsv(comparison).slice(1)).slice(1);
	expect(rows).toHaveLength(comparison.cells.length);
	const refused = rows[3];
	expect(refused?.slice(3, 14)).toEqual(
		'B,gpt-image-2.5-flare,gpt-image-2.5-flare,high,1024x1024,refused,,,2100,,'.split(','),
	);
	expect(refused?.slice(17)).toEqual(['refused; violence; self-harm', 'req_3']);
});

test('writes numbers as numbers: unquoted, with a point, never with an exponent', () => {
	const comparison = sample({ prompts: 1 });
	const [cell] = comparison.cells;
	if (cell) Object.assign(cell, { costUsd: 0.00000025, durationMs: 12_345.5 });
	const csv = renderCsv(comparison);
	expect(csv).toContain(',12345.5,0.00000025,40,');
});

test.each([
	['=1+1', "'=1+1"],
	['+1', "'+1"],
	['-1', "'-1"],
	['@SUM(A1)', "'@SUM(A1)"],
	['\t=1', "'\t'=1"],
	['\r=1', "'\n'=1"],
	["totals;=cmd|'/C calc'!A0;x", "totals;'=cmd|'/C calc'!A0;x"],
	["first line\n=cmd|'/C calc'!A0", "first line\n'=cmd|'/C calc'!A0"],
	['a; "=1+1"', 'a; "\'=1+1"'],
	['a|;\t+1', "a|;\t'+1"],
	['a; b = c; d', 'a; b = c; d'],
	[' =HYPERLINK("http://x")', '\' =HYPERLINK("http://x")'],
	['＝1+1', "'＝1+1"],
	['﹦1+1', "'﹦1+1"],
	['\u200b=1', "'\u200b=1"],
	['\u202e=1', "'\u202e=1"],
	['\0=1', "'\ufffd=1"],
	['a;\u200b=1', "a;\u200b'=1"],
	['a;\0 "=1', 'a;\ufffd "\'=1'],
	['a\u2028=1', "a\u2028'=1"],
	['a\v=1', "a\ufffd'=1"],
	['a\u200b = b', 'a\u200b = b'],
	['a = b', 'a = b'],
	['say "cheese", please\nnow', 'say "cheese", please\nnow'],
	['two\r\nlines', 'two\nlines'],
])('the prompt %j becomes %j', (prompt, expected) => {
	const comparison = sample({ prompts: 1 });
	for (const cell of comparison.cells) cell.prompt = prompt;
	expect(parse(renderCsv(comparison).slice(1))[1]?.[1]).toBe(expected);
});

/** The small, the wide and the raised forms of a sign too, which are more than begin a formula. */
const mayBeFormula = (text: string): boolean => /[=+\-@\t\r\n]/.test(text.normalize('NFKC'));

const sign = fc.constantFrom(...'=+-@＝＋－＠﹦﹢﹣﹫;|\t\r\n\'" \u200b');
const text = fc.string({ unit: fc.oneof(anyCharacter, sign) });

test('reads back as it was written but for apostrophes before what may be a formula', () => {
	fc.assert(
		fc.property(text, text, (prompt, model) => {
			const comparison = sample({ prompts: 1 });
			for (const cell of comparison.cells) Object.assign(cell, { prompt, model });
			const row = parse(renderCsv(comparison).slice(1))[1];
			for (const [read = '', written] of [
				[row?.[1], prompt],
				[row?.[5], model],
			] as const) {
				const clean = cleanText(written);
				expect(read.replaceAll("'", '')).toBe(clean.replaceAll("'", ''));
				if (!mayBeFormula(written)) expect(read).toBe(clean);
				expect(read).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫]|^[\t\r\n]/u);
			}
		}),
	);
});

test('blind, tells nothing by which a letter is known and keeps its columns', () => {
	const comparison = sample({ blind: true });
	const csv = renderCsv(comparison);
	expect(csv).not.toMatch(/gpt-image|Current look|medium|req_|1024x1024/);
	const [head, first] = parse(csv.slice(1));
	expect(first).toHaveLength(head?.length ?? 0);
	expect(first?.[3]).toBe('A');
	expect(renderCsv(comparison, false)).toContain('gpt-image-2');
});
