import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MESSAGE_TABLES } from '../../dev/upkeep/messageTables';
import { README_TABLES } from '../../dev/upkeep/readmeTables';
import { SCALE_TABLES } from '../../dev/upkeep/scaleTables';

export const DIRECTORY = resolve(__dirname, '../..');

/** Path from the project's folder, and the text. */
export interface Document {
	path: string;
	text: string;
}

/** Every table that is made from data, by the name in its mark. */
export const TABLES: Readonly<Record<string, () => string>> = {
	...README_TABLES,
	...MESSAGE_TABLES,
	...SCALE_TABLES,
};

export const MARKED_TABLE = /<!-- table: (\w+) -->\n([\s\S]*?)<!-- end -->/g;

// Set by `npm run docs`.
const update = Boolean(process.env.UPDATE_DOCS);

function read(path: string): Document {
	const place = join(DIRECTORY, path);
	const text = readFileSync(place, 'utf8');
	if (!update) return { path, text };
	const updated = text.replace(
		MARKED_TABLE,
		(_, name: string) => `<!-- table: ${name} -->\n\n${TABLES[name]?.() ?? ''}\n\n<!-- end -->`,
	);
	if (updated !== text) writeFileSync(place, updated);
	return { path, text: updated };
}

const inDocs = readdirSync(join(DIRECTORY, 'docs')).filter((name) => name.endsWith('.md'));

/** What people read who use the nodes. */
export const USER_DOCUMENTS: readonly Document[] = [
	'README.md',
	'examples/README.md',
	'CHANGELOG.md',
	...inDocs.filter((name) => name !== 'decisions.md').map((name) => `docs/${name}`),
].map(read);

const rooms = ['nodes', 'dev'].flatMap((folder) =>
	readdirSync(join(DIRECTORY, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('README.md'))
		.map((name) => join(folder, name)),
);

/** All documents, including those for contributors. */
export const DOCUMENTS: readonly Document[] = [
	...USER_DOCUMENTS,
	...['CONTRIBUTING.md', 'SECURITY.md', 'docs/decisions.md', ...rooms].map(read),
];

export function documentAt(path: string): string {
	const found = DOCUMENTS.find((document) => document.path === path);
	if (found === undefined) throw new Error(`There is no document ${path}`);
	return found.text;
}

/** Without tables made from data, code, and the addresses of links: what was written by hand. */
export function prose(markdown: string): string {
	return markdown
		.replace(MARKED_TABLE, '')
		.replace(/^( {4}|\t).*$/gm, '')
		.replace(/`[^`\n]*`/g, '`code`')
		.replace(/\]\([^)]*\)/g, ']');
}

/** Anchors of the headings, as GitHub makes them. */
export function anchorsOf(markdown: string): string[] {
	return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading!
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replace(/ /g, '-'),
	);
}
