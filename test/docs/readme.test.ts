import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { GptImageApi } from '../../credentials/GptImageApi.credentials';
import { README_TABLES } from '../../dev/upkeep/readmeTables';
import { CompareModels } from '../../nodes/CompareModels/CompareModels.node';
import { RUBRIC_SETS } from '../../nodes/CompareModels/judge/rubricSets';
import { EditImage } from '../../nodes/EditImage/EditImage.node';
import { GenerateImage } from '../../nodes/GenerateImage/GenerateImage.node';
import { CATALOG_CHECKED_ON } from '../../nodes/shared/models/catalog';

const DIRECTORY = resolve(__dirname, '../..');
const PATH = resolve(DIRECTORY, 'README.md');
const MARKED = /<!-- table: (\w+) -->\n([\s\S]*?)<!-- end -->/g;

// UPDATE_README=1 npx jest test/docs && npx prettier --write README.md
if (process.env.UPDATE_README) {
	const written = readFileSync(PATH, 'utf8').replace(
		MARKED,
		(_, name: string) => `<!-- table: ${name} -->\n\n${README_TABLES[name]!()}\n\n<!-- end -->`,
	);
	writeFileSync(PATH, written);
}

const readme = readFileSync(PATH, 'utf8');
const nodes = [new GenerateImage(), new EditImage(), new CompareModels()];

/** Cells only: the formatter pads them. */
const cells = (markdown: string) =>
	markdown
		.trim()
		.split('\n')
		.map((line) =>
			line
				.replace(/-{3,}/g, '---')
				.split('|')
				.map((cell) => cell.trim()),
		);

/** A parameter and those inside it, by the names that the editor shows. */
function displayNames(properties: INodeProperties[]): string[] {
	return properties
		.filter(({ type }) => type !== 'notice')
		.flatMap(({ displayName, type, options = [] }) => {
			const inner = options.flatMap((option) =>
				'values' in option ? option.values : type === 'collection' ? [option] : [],
			);
			return [displayName, ...displayNames(inner as INodeProperties[])];
		});
}

describe('The README', () => {
	const tables = [...readme.matchAll(MARKED)].map(([, name, text]) => [name!, text!] as const);

	it('has every table that is made from data', () => {
		expect(tables.map(([name]) => name).sort()).toEqual(Object.keys(README_TABLES).sort());
	});

	it.each(tables)('says in its table of %s what the nodes know', (name, text) => {
		expect(cells(text)).toEqual(cells(README_TABLES[name]!()));
	});

	it('dates the prices and shutdown dates as the catalog does', () => {
		expect(readme).toContain(CATALOG_CHECKED_ON);
	});

	it.each(nodes.map(({ description }) => [description.displayName, description] as const))(
		'names every parameter of %s',
		(_, { properties }) => {
			const missing = displayNames(properties).filter((name) => !readme.includes(`**${name}**`));
			expect(missing).toEqual([]);
		},
	);

	it("has the editor's name of the rubric set that is there at first", () => {
		const [row] = readme.split('\n').filter((line) => line.includes('**Rubric Set**'));
		expect(row).toContain(`| ${RUBRIC_SETS.general.displayName} `);
	});

	it('names every field of the credential', () => {
		const missing = displayNames(new GptImageApi().properties).filter(
			(name) => !readme.includes(`**${name}**`),
		);
		expect(missing).toEqual([]);
	});

	it('has the headings that the nodes and the credential link to', () => {
		const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, text]) => anchorOf(text!));
		expect(headings).toEqual(expect.arrayContaining(LINKED_HEADINGS));
		const own = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!);
		expect(headings).toEqual(expect.arrayContaining(own));
	});

	it('links to files that are there, and shows small pictures', () => {
		const targets = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path]) => path!);
		expect(targets.filter((path) => !existsSync(resolve(DIRECTORY, path)))).toEqual([]);
		const pictures = [...new Set(targets.filter((path) => path.startsWith('docs/images/')))];
		expect(pictures.length).toBeGreaterThan(0);
		const bytes = pictures.map((path) => statSync(resolve(DIRECTORY, path)).size);
		expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(750_000);
	});
});

const LINKED_HEADINGS = [
	'connect-your-account',
	'gpt-image-generate',
	'gpt-image-edit',
	'gpt-image-compare-models',
];

/** As GitHub makes them. */
function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} -]/gu, '')
		.replace(/ /g, '-');
}
