import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INode } from 'n8n-workflow';
import { readRealExamples } from '../../dev/n8n/examples';

const DIRECTORY = resolve(__dirname, '../..');
const EXAMPLES = readRealExamples(DIRECTORY, { credentialIds: {}, files: '/their/folder' });
const REAL = EXAMPLES.filter(({ needsRealN8n }) => needsRealN8n);

/** Pixels on the canvas: a node's square with the room that its name takes below. */
const NODE = { width: 100, height: 140 };

/** Pixels on the canvas; wider ones are shown at less than 70 % in a window of 1440. */
const WIDEST = 1600;

interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

function boxOf({ name, type, position: [left, top], parameters }: INode): Box {
	const isNote = type === 'n8n-nodes-base.stickyNote';
	const { width, height } = isNote ? (parameters as unknown as typeof NODE) : NODE;
	return { name, left, top, right: left + width, bottom: top + height };
}

/** What stands on its notes. */
const notesOf = (nodes: INode[]) =>
	nodes
		.filter(({ type }) => type === 'n8n-nodes-base.stickyNote')
		.map(({ parameters }) => String(parameters.content))
		.join('\n');

const overlap = (one: Box, other: Box) =>
	one.left < other.right &&
	other.left < one.right &&
	one.top < other.bottom &&
	other.top < one.bottom;

describe.each(REAL)('examples/real-n8n/$slug.json', ({ slug, workflow }) => {
	const { nodes, connections } = workflow;
	const names = nodes.map(({ name }) => name);

	it('has ids and names of its own, and connections between nodes that are there', () => {
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		expect(new Set(names).size).toBe(nodes.length);
		const ends = Object.values(connections)
			.flatMap((byType) => Object.values(byType).flat(2))
			.flatMap((end) => end?.node ?? []);
		expect(names).toEqual(expect.arrayContaining([...Object.keys(connections), ...ends]));
	});

	it('is narrow enough for its notes to be read when the editor opens it', () => {
		const boxes = nodes.map(boxOf);
		const left = Math.min(...boxes.map((box) => box.left));
		const right = Math.max(...boxes.map((box) => box.right));
		expect(right - left).toBeLessThanOrEqual(WIDEST);
	});

	it('lies on the canvas without overlaps', () => {
		const boxes = nodes.map(boxOf);
		const overlaps = boxes.flatMap((one, place) =>
			boxes
				.slice(place + 1)
				.filter((other) => overlap(one, other))
				.map((other) => [one.name, other.name]),
		);
		expect(overlaps).toEqual([]);
	});

	it('refers in its expressions and its note to nodes that are there', () => {
		const text = JSON.stringify(nodes);
		const references = [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name);
		const note = notesOf(nodes);
		const written = [...note.matchAll(/\*\*([A-Z][^*]+)\*\*/g)].map(([, name]) => name);
		// Of the form, of our node, and of n8n's own editor.
		const others = [
			'Approve',
			'Approved',
			'Before the first run',
			'Change',
			'Changes Requested',
			'Prompt',
			'Retry',
			'Stop',
		];
		expect([...names, ...others]).toEqual(expect.arrayContaining([...references, ...written]));
	});

	it('writes files only into the one folder of its first node, and the note says how to make it', () => {
		const write = nodes.filter(({ type }) => type === 'n8n-nodes-base.readWriteFile');
		const first = nodes.find(({ type }) => type === 'n8n-nodes-base.set');
		for (const { parameters } of write) {
			expect(parameters.fileName).toMatch(`={{ $('${first?.name}').first().json.folder }}/`);
		}
		const isPutIn = JSON.stringify(first?.parameters ?? null).includes('/their/folder');
		expect(isPutIn).toBe(write.length > 0);
		const note = notesOf(nodes);
		expect(note.includes('mkdir -p /home/node/.n8n-files')).toBe(write.length > 0);
	});

	it('stands in the table of examples/README.md', () => {
		const readme = readFileSync(join(DIRECTORY, 'examples', 'README.md'), 'utf8');
		expect(readme).toContain(`| [${slug}.json](real-n8n/${slug}.json)`);
	});
});

it.each(EXAMPLES)(
	'$slug has one name everywhere, and its note ends with what it costs',
	({ slug, workflow }) => {
		const readme = readFileSync(join(DIRECTORY, 'examples', 'README.md'), 'utf8');
		const [row = ''] = readme.split('\n').filter((line) => line.includes(`[${slug}.json](`));
		const [, , what = '', images, usd] = row.split('|').map((cell) => cell.trim());
		const title = /^\*\*(.+?)\.\*\* /.exec(what)?.[1];
		const note = String(workflow.nodes.find(({ name }) => name === 'Note')?.parameters.content);
		expect(workflow.name).toBe(`GPT Image: ${title}`);
		expect(note.split('\n')[0]).toBe(`## ${title}`);
		const count = images === '1' ? '1 image' : `${images} images`;
		expect(note.split('\n').at(-1)).toContain(`About ${usd} with OpenAI, ${count}`);
	},
);
