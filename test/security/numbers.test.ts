import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES, HOSTILE_TEXTS, WRITTEN_OUT } from './cases';

const ROWS: ReadonlyArray<readonly [what: string, cases: number]> = [
	['Answers that end anywhere', CASES.cutAnswers],
	['Answers with bytes changed, left out, put in', CASES.damagedAnswers],
	['Answers with values of wrong types', CASES.wronglyTypedAnswers],
	['Refusals of any status, body and headers', CASES.strangeRefusals],
	['Keys in what a server wrote', CASES.secretsInAnswers],
	['Answers without end, too long lists, slow patterns', WRITTEN_OUT.endlessAnswers],
	["Hostile servers behind n8n's HTTP helper", WRITTEN_OUT.serversThroughNode],
	['Error messages of 64 kB made from the words of our own patterns', WRITTEN_OUT.messagePatterns],
	["Long texts as a judge's reading", WRITTEN_OUT.judgeReadings],
	['Long prompts of quotation marks', WRITTEN_OUT.promptsWithQuotations],
	['Usage that is too low, absurd or missing its input', WRITTEN_OUT.usageLies],
	['Redirects and addresses that would take the key elsewhere', WRITTEN_OUT.keyFishing],
	['Hostile servers of input images', WRITTEN_OUT.hostileDownloads],
	['Random bytes behind the beginning of an image', CASES.randomFiles],
	['Images with bytes changed, left out, put in', CASES.damagedFiles],
	['PNG streams with any header, palette and pixels', CASES.damagedPngStreams],
	['JPEG tables and scans', CASES.damagedJpegStreams],
	['Color profiles with bytes changed, left out, put in', CASES.damagedProfiles],
	['Files as data URLs and base64, damaged', CASES.wrappedFiles],
	['Decompression and pixel bombs', WRITTEN_OUT.bombs],
	['File names from any text', CASES.fileNames],
	['File name patterns from any text', CASES.namePatterns],
	['Runs of up to 30 file names that must differ', CASES.runsOfNames],
	['Prompts through the whole node', CASES.promptsThroughNode + HOSTILE_TEXTS.length],
	[
		'Names of input files through the whole node',
		CASES.inputNamesThroughNode + HOSTILE_TEXTS.length,
	],
	["Addresses that point inward, with n8n's SSRF filter on", WRITTEN_OUT.inwardAddresses],
	['Answers to the page of GPT Image Review', CASES.reviewBodies],
	['Texts on the page of GPT Image Review', CASES.reviewTexts + HOSTILE_TEXTS.length],
	['Files in place of a drawing', WRITTEN_OUT.reviewDrawings],
	['Files of more than one kind as images to review', WRITTEN_OUT.reviewFiles],
	["Scripts after n8n's credentials on the page of GPT Image Review", WRITTEN_OUT.reviewProbes],
	['Texts in the HTML report', CASES.htmlTexts],
	['Texts in the CSV table', CASES.csvTexts],
];

const PATH = join(__dirname, '../../SECURITY.md');
const PLACE = /(<!-- cases -->\n)[^]*?(<!-- end -->)/;
const total = ROWS.reduce((sum, [, cases]) => sum + cases, 0);
const lines = [
	['Attack', 'Cases'],
	['---', '---:'],
	...ROWS.map(([what, cases]) => [what, cases.toLocaleString('en-US')]),
	['**All**', `**${total.toLocaleString('en-US')}**`],
].map((cells) => `| ${cells.join(' | ')} |`);

// UPDATE_SECURITY=1 npx jest test/security/numbers && npx prettier --write SECURITY.md
if (process.env.UPDATE_SECURITY) {
	const text = readFileSync(PATH, 'utf8').replace(PLACE, `$1\n${lines.join('\n')}\n\n$2`);
	writeFileSync(PATH, text);
}

/** The formatter pads cells. */
const plain = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();

it('SECURITY.md tells the numbers of cases that are tried', () => {
	const told = PLACE.exec(readFileSync(PATH, 'utf8'))?.[0].split('\n').slice(1, -1).join('\n');
	expect(plain(told ?? '')).toBe(plain(lines.join('\n')));
});
