import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { GptImageApi } from '../../credentials/GptImageApi.credentials';
import { CompareModels } from '../../nodes/CompareModels/CompareModels.node';
import { RUBRIC_SETS } from '../../nodes/CompareModels/judge/rubricSets';
import { EditImage } from '../../nodes/EditImage/EditImage.node';
import { GenerateImage } from '../../nodes/GenerateImage/GenerateImage.node';
import { CATALOG_CHECKED_ON } from '../../nodes/shared/models/catalog';
import {
	anchorsOf,
	DIRECTORY,
	documentAt,
	DOCUMENTS,
	MARKED_TABLE,
	TABLES,
	USER_DOCUMENTS,
} from './documents';

const PAGES = 'https://github.com/n8n-nodes-gpt-image/n8n-nodes-gpt-image/blob/main/';
/** Bytes: on npm and in n8n's list of nodes the README is a shop window. */
const LARGEST_README = 15 * 1024;
const LARGEST_IMAGES = 750_000;

/** Cells only: the formatter pads them. */
const cells = (markdown: string) =>
	markdown
		.trim()
		.split('\n')
		.map((line) =>
			line
				.replace(/-{3,}/g, '---')
				.split(/(?<!\\)\|/)
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
	const readme = documentAt('README.md');

	it('is short enough for a shop window', () => {
		expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(LARGEST_README);
	});

	it.each(['npm ci && npm run demo', 'npm ci && npm test'])(
		'the README names the command %s',
		(command) => {
			expect(readme.split('\n').map((line) => line.trim())).toContain(command);
		},
	);

	it('the README shows small images', () => {
		const shown = DOCUMENTS.flatMap(({ path, text }) =>
			[...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, image]) =>
				join(DIRECTORY, dirname(path), image!),
			),
		);
		const bytes = [...new Set(shown)].map((image) => statSync(image).size);
		expect(bytes.length).toBeGreaterThan(0);
		expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST_IMAGES);
	});
});

describe('The documents', () => {
	const tables = DOCUMENTS.flatMap(({ text }) =>
		[...text.matchAll(MARKED_TABLE)].map(([, name, table]) => [name!, table!] as const),
	);

	it('have every table that is made from data, once', () => {
		expect(tables.map(([name]) => name).sort()).toEqual(Object.keys(TABLES).sort());
	});

	it.each(tables)(
		'say in the table of %s what the nodes know (after a change: npm run docs)',
		(name, text) => {
			expect(cells(text)).toEqual(cells(TABLES[name]!()));
		},
	);

	it.each(['README.md', 'docs/models.md', 'docs/costs-and-budgets.md'])(
		'date the prices and shutdown dates in %s as the catalog does',
		(path) => {
			expect(documentAt(path)).toContain(CATALOG_CHECKED_ON);
		},
	);

	it.each(DOCUMENTS.map(({ path, text }) => [path, text] as const))(
		'link in %s to files and headings that exist',
		(path, text) => {
			const targets = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, target]) => target!);
			const missing = targets.filter((target) => {
				const [file, anchor] = target.split('#');
				const place = file ? join(DIRECTORY, dirname(path), file) : join(DIRECTORY, path);
				if (!existsSync(place)) return true;
				return anchor !== undefined && !anchorsOf(readFileSync(place, 'utf8')).includes(anchor);
			});
			expect(missing).toEqual([]);
		},
	);
});

describe('The documents for contributors', () => {
	const folders = ['nodes', 'credentials', 'dev', 'test', 'docs', 'examples'];
	const files = folders.flatMap((folder) =>
		readdirSync(join(DIRECTORY, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
			join(folder, name),
		),
	);

	it.each(['CONTRIBUTING.md', 'docs/decisions.md', 'SECURITY.md', 'README.md'])(
		'name in %s only files, folders and test suites that exist',
		(path) => {
			const code = [...documentAt(path).matchAll(/`([^`\n]+)`/g)].flatMap(([, text]) =>
				text!.split(' '),
			);
			const paths = code.filter((word) =>
				/^(nodes|credentials|dev|demo|test|docs|examples)\//.test(word),
			);
			expect(paths.filter((one) => !files.some((file) => file.startsWith(one)))).toEqual([]);
		},
	);
});

describe('The pages of the nodes', () => {
	const generate = documentAt('docs/generate.md');
	const edit = generate + documentAt('docs/edit.md');
	const compare = edit + documentAt('docs/compare-models.md');

	it.each([
		['GPT Image Generate', new GenerateImage().description, generate],
		['GPT Image Edit', new EditImage().description, edit],
		['GPT Image Compare Models', new CompareModels().description, compare],
	] as const)('name every parameter of %s', (_, { properties }, pages) => {
		const missing = displayNames(properties).filter((name) => !pages.includes(`**${name}**`));
		expect(missing).toEqual([]);
	});

	it("have the editor's name of the rubric set that is there at first", () => {
		const [row] = compare.split('\n').filter((line) => line.includes('**Rubric Set**'));
		expect(row).toContain(`| ${RUBRIC_SETS.general.displayName} `);
	});

	it('name every field of the credential', () => {
		const page = documentAt('docs/connect-your-account.md');
		const missing = displayNames(new GptImageApi().properties).filter(
			(name) => !page.includes(`**${name}**`),
		);
		expect(missing).toEqual([]);
	});

	it.each([
		['GPT Image Generate', 'nodes/GenerateImage/GenerateImage.node.json', 'docs/generate.md'],
		['GPT Image Edit', 'nodes/EditImage/EditImage.node.json', 'docs/edit.md'],
		[
			'GPT Image Compare Models',
			'nodes/CompareModels/CompareModels.node.json',
			'docs/compare-models.md',
		],
	])('are what %s links to, without a # that n8n would put its query behind', (_, codex, page) => {
		const { resources } = JSON.parse(readFileSync(join(DIRECTORY, codex), 'utf8')) as Codex;
		expect(resources.primaryDocumentation).toEqual([{ url: PAGES + page }]);
		expect(resources.credentialDocumentation).toEqual([
			{ url: `${PAGES}docs/connect-your-account.md` },
		]);
	});

	it('are what the credential links to', () => {
		expect(new GptImageApi().documentationUrl).toBe(`${PAGES}docs/connect-your-account.md`);
	});

	it('the pages of the nodes are all linked from the README', () => {
		const readme = documentAt('README.md');
		const pages = USER_DOCUMENTS.map(({ path }) => path).filter((path) => path.startsWith('docs/'));
		expect(pages.filter((path) => !readme.includes(`](${path})`))).toEqual([]);
	});
});

interface Codex {
	resources: Record<'primaryDocumentation' | 'credentialDocumentation', Array<{ url: string }>>;
}
