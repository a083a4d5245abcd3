import { dirname, join, relative, sep } from 'node:path';

/**
 * The rooms of each house, from the top floor down: a file may import from its own room and from rooms
 * further down, unless `only` narrows that. A room is a folder; `.` is the files that lie in no room.
 */
const HOUSES = [
	{
		folder: 'nodes/shared',
		floors: [
			'inputs',
			'execution',
			'items',
			'parameters',
			'pace',
			'openai',
			'request',
			'models',
			'images',
			'.',
		],
		// Both know nothing of ours but the words of all.
		only: { models: ['.'], images: ['.'], '.': [] },
	},
	{
		folder: 'nodes/BatchImages',
		floors: ['.', 'submit', 'collect', 'cancel', 'trigger', 'results', 'lines', 'batches'],
		only: {},
	},
	{
		folder: 'nodes/CompareModels',
		floors: [
			'.',
			'report',
			'statistics',
			'comparison',
			'gallery',
			'sheet',
			'judge',
			'matrix',
			'math',
		],
		only: {},
	},
	{
		folder: 'nodes/ReviewImages',
		floors: ['.', 'web', 'outputs', 'answers', 'round', 'protocol'],
		only: {},
	},
	{
		folder: 'dev',
		floors: ['commands', 'bench', 'simulations', 'demo', 'upkeep', 'n8n', 'engine', 'server'],
		only: { engine: [], server: [] },
	},
];

const isIn = (folder, path) => path === folder || path.startsWith(`${folder}/`);

/** The house of a file and its room there. */
function placeOf(path) {
	const house = HOUSES.find(({ folder }) => isIn(folder, path));
	if (house === undefined) return undefined;
	const [first, ...rest] = path.slice(house.folder.length + 1).split('/');
	return { house, room: rest.length > 0 && house.floors.includes(first) ? first : '.' };
}

function mayImportInHouse({ floors, only }, from, to) {
	if (from === to) return true;
	if (from in only) return only[from].includes(to);
	return floors.indexOf(from) < floors.indexOf(to);
}

const NODE_FOLDER = /^nodes\/(?!shared\/)[^/]+/;

function mayImport(from, to) {
	// The package's own name and version.
	if (to === 'package.json') return true;
	const [here, there] = [placeOf(from), placeOf(to)];
	if (here && here.house === there?.house)
		return mayImportInHouse(here.house, here.room, there.room);
	const node = NODE_FOLDER.exec(from)?.[0];
	if (isIn('nodes/shared', from)) return false;
	if (node !== undefined) return isIn(node, to) || isIn('nodes/shared', to);
	// The page runs in browsers: of the node it knows what both say to each other.
	if (isIn('page', from)) return isIn('page', to) || isIn('nodes/ReviewImages/protocol', to);
	// A credential shares with the nodes only what knows nothing of n8n: addresses, and words for answers.
	if (!isIn('credentials', from)) return true;
	return isIn('credentials', to) || isIn('nodes/shared/openai', to);
}

/** The folder that the message names. */
function nameOf(path) {
	const place = placeOf(path);
	if (place === undefined) return NODE_FOLDER.exec(path)?.[0] ?? path.split('/')[0];
	return place.room === '.' ? place.house.folder : `${place.house.folder}/${place.room}`;
}

/** Imports go one way: between the folders of the package, and between the rooms of a folder. */
export const oneWayImports = {
	meta: { type: 'problem', schema: [], messages: { way: '{{from}} must not import {{to}}.' } },
	create(context) {
		const file = relative(context.cwd, context.filename).split(sep).join('/');
		const check = (node) => {
			const target = node.source?.value;
			if (typeof target !== 'string' || !target.startsWith('.')) return;
			const imported = join(dirname(file), target).split(sep).join('/');
			if (mayImport(file, imported)) return;
			const data = { from: nameOf(file), to: nameOf(imported) };
			context.report({ node, messageId: 'way', data });
		};
		return {
			ImportDeclaration: check,
			ExportNamedDeclaration: check,
			ExportAllDeclaration: check,
			ImportExpression: check,
		};
	},
};
