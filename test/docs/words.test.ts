import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFilesIn, textsOf } from '../../dev/upkeep/sourceText';
import { bannedPhrasesIn } from '../support/phrases';
import { DIRECTORY, DOCUMENTS, prose, USER_DOCUMENTS } from './documents';

/** Quoted in the documents and written by others: n8n, OpenAI, or the reader. */
const WORDS_OF_OTHERS = new Set([
	'Edit Image',
	'GPT Image',
	'GPT Image API',
	'Report a vulnerability',
	'Unauthorized',
]);

interface Named {
	name: string;
	/** Only a note has a content. */
	parameters?: { content?: string };
}

/** Path below `examples`, and the workflow as JSON. */
const workflows = readdirSync(join(DIRECTORY, 'examples'), { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.json'))
	.map((name) => [name, readFileSync(join(DIRECTORY, 'examples', name), 'utf8')] as const);

const sources = ['nodes', 'credentials'].flatMap((folder) => sourceFilesIn(DIRECTORY, folder));
const pageSources = sourceFilesIn(DIRECTORY, 'page');
const texts = sources.flatMap(textsOf).filter(({ text }) => /\p{L} \p{L}/u.test(text));

describe('The words of the documents', () => {
	it.each(DOCUMENTS.map(({ path, text }) => [path, text] as const))(
		'avoid in %s the phrases that sound translated',
		(_, text) => {
			expect(sentencesOf(prose(text)).flatMap((sentence) => bannedPhrasesIn(sentence))).toEqual([]);
		},
	);

	it.each(USER_DOCUMENTS.map(({ path, text }) => [path, text] as const))(
		'quote in %s only what the nodes say',
		(_, text) => {
			const quoted = [...prose(text).matchAll(/"([^"\n]+ [^"\n]+)"/g)].map(([, quote]) => quote!);
			const unknown = quoted.filter((quote) => !WORDS_OF_OTHERS.has(quote) && !isSaid(quote));
			expect(unknown).toEqual([]);
		},
	);
});

describe('The words of the nodes', () => {
	it('avoid the phrases that sound translated', () => {
		const found = [...texts, ...pageSources.flatMap(textsOf)].flatMap(({ text, at }) =>
			bannedPhrasesIn(text).map((phrase) => `${at} ${phrase}`),
		);
		expect(found).toEqual([]);
	});

	it.each(workflows)('avoid those phrases in the notes and names of the example %s', (_, json) => {
		const { name, nodes } = JSON.parse(json) as Named & { nodes: Named[] };
		const notes = nodes.map(({ parameters }) => parameters?.content ?? '');
		const names = [name, ...nodes.map((node) => node.name)];
		expect([...names, ...notes].flatMap(bannedPhrasesIn)).toEqual([]);
	});

	it.each([
		['one item an answer', []],
		['an item an answer', ['"an item an answer": write one row per prompt']],
		['There is no model', []],
		['"x" is no time span', ['"is no ": write is not a']],
		['is no longer in the storage', []],
	])('are checked as whole phrases: %s', (text, found) => {
		expect(bannedPhrasesIn(text)).toEqual(found);
	});
});

/** Paragraphs, list entries and cells of a table, each on one line. */
function sentencesOf(markdown: string): string[] {
	return markdown
		.split(/\n\s*\n|\n(?=- |\d+\. )|\|/)
		.map((part) => part.replace(/\s+/g, ' ').trim());
}

/** Whether a text of the source has these words, with … in the place of what is filled in. */
function isSaid(quote: string): boolean {
	const parts = quote.split('…').map((part) => part.trim());
	return texts.some(({ text }) => parts.every((part) => text.includes(part)));
}
