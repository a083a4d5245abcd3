import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, win32 } from 'node:path';
import fc from 'fast-check';
import { FileNames, safeFileName, type FileNameParts } from '../../nodes/shared/items/fileName';
import { HOSTILE_TEXTS, hostileText, runs } from './cases';
import { ownTime } from '../support/ownTime';

const parts = (changes: Partial<FileNameParts> = {}): FileNameParts => ({
	prompt: 'A red fox',
	model: 'gpt-image-2',
	item: 1,
	index: 1,
	count: 1,
	width: 1024,
	height: 1024,
	...changes,
});

/** What every common file system, a shell, a URL and an HTTP header take as one plain name: what of it does not hold. */
function lackOf(name: string, longest: number): string[] {
	const holds = {
		'is not empty': name !== '',
		'is no path': basename(name) === name && win32.basename(name) === name,
		'has no blanks and nothing unseen': !/[\p{C}\p{Zl}\p{Zp}\s]/u.test(name),
		'has no signs of shells and addresses': !/[\\/:*?"<>|$`'&;%#]/.test(name),
		'begins and ends with more than dots': !/^[.-]|[. ]$/.test(name),
		'is no device': !/^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(\.|$)/i.test(name),
		'is short enough': name.length <= longest && Buffer.byteLength(name) <= 240,
		'has whole characters': Buffer.from(name).toString() === name,
		'is composed': name.normalize('NFC') === name,
	};
	return Object.entries(holds).flatMap(([what, does]) => (does ? [] : [what]));
}

/** In one expectation: each takes longer than all of the looking. */
const expectSafe = (name: string, longest = 80): void =>
	expect({ name, lacks: lackOf(name, longest) }).toEqual({ name, lacks: [] });

describe('a file name', () => {
	it('made from any text is safe, and its own safe form', () => {
		fc.assert(
			fc.property(hostileText, (text) => {
				const name = safeFileName(text);
				expectSafe(name);
				expect(safeFileName(name)).toBe(name);
			}),
			runs('fileNames'),
		);
	});

	it.each([
		`lpt9.${'x'.repeat(90)}`,
		`con.${'ﷺ'.repeat(90)}`,
		`nul-${'.-'.repeat(50)}x`,
		'aux. . ',
	])('with the name of a device is no longer than another: %s', (text) => {
		const name = safeFileName(text);
		expectSafe(name);
		expect(name).toMatch(/^image-/);
		expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
		expect(safeFileName(name)).toBe(name);
	});

	it('made from any pattern and any parts is safe', () => {
		const pattern = fc.oneof(
			hostileText,
			fc
				.array(
					fc.oneof(fc.constantFrom('{prompt}', '{model}', '{preset}', '{letter}'), hostileText),
				)
				.map((pieces) => pieces.join('')),
		);
		fc.assert(
			fc.property(pattern, hostileText, hostileText, (template, prompt, model) => {
				const name = new FileNames(template).next(parts({ prompt, model }), 'png');
				expectSafe(name, 84);
				expect(name.endsWith('.png')).toBe(true);
				expect(name).not.toMatch(
					/native|object/i.test(template + prompt + model) ? /^$/ : /native/,
				);
			}),
			runs('namePatterns'),
		);
	});

	it('differs from all others of its run, also where case is ignored', () => {
		const few = fc.constantFrom('a', 'A', 'a-2', 'A.png', '', '...', 'ｅ', 'é', 'e\u0301');
		fc.assert(
			fc.property(fc.array(fc.oneof(few, hostileText), { maxLength: 30 }), (prompts) => {
				const taken = new Set<string>();
				const [byPrompt, fixed] = [new FileNames('', taken), new FileNames('a', taken)];
				const names = prompts.flatMap((prompt) => [
					byPrompt.next(parts({ prompt }), 'png'),
					fixed.next(parts({ prompt }), 'png'),
				]);
				expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
				for (const name of names) expectSafe(name, 90);
			}),
			runs('runsOfNames'),
		);
	});

	it('is taken by the file system as it stands', () => {
		const folder = mkdtempSync(join(tmpdir(), 'gpt-image-names-'));
		const names = new FileNames('');
		const made = HOSTILE_TEXTS.map((prompt) => names.next(parts({ prompt }), 'png'));
		for (const name of made) writeFileSync(join(folder, name), '');
		expect(readdirSync(folder).sort()).toEqual(made.toSorted());
		rmSync(folder, { recursive: true });
	});

	it('is found quickly for thousands of equal prompts', () => {
		const names = new FileNames('');
		const took = ownTime();
		for (let image = 0; image < 5000; image++) names.next(parts(), 'png');
		expect(took()).toBeLessThan(1000);
	});
});
