import { dirname, join, relative, sep } from 'node:path';

/** What each room may import of ours, beside itself. Images and models import nothing of ours. */
const ROOMS = {
	'nodes/shared/models': [],
	'nodes/shared/images': [],
	'nodes/shared/request': ['models', 'images'],
	'nodes/shared/client': ['request', 'models', 'images'],
	'nodes/shared/run': ['client', 'request', 'models', 'images'],
	'nodes/shared/n8n': ['run', 'client', 'request', 'models', 'images'],
};

const NODE_FOLDER = /^nodes\/(?!shared\/)[^/]+/;

function roomOf(path) {
	const shared = Object.keys(ROOMS).find((room) => path.startsWith(`${room}/`));
	return shared ?? NODE_FOLDER.exec(path)?.[0] ?? path.split('/')[0];
}

function mayImport(from, to) {
	if (from === to) return true;
	if (from in ROOMS) return ROOMS[from].some((room) => to === `nodes/shared/${room}`);
	if (NODE_FOLDER.test(from)) return to.startsWith('nodes/shared');
	// A credential stands alone: n8n loads it without the nodes.
	return from !== 'credentials';
}

/** Imports go one way: node folder, n8n, run, client, request, models. */
export const oneWayImports = {
	meta: { type: 'problem', schema: [], messages: { way: '{{from}} must not import {{to}}.' } },
	create(context) {
		const file = relative(context.cwd, context.filename).split(sep).join('/');
		const check = (node) => {
			const target = node.source?.value;
			if (typeof target !== 'string' || !target.startsWith('.')) return;
			const from = roomOf(file);
			const to = roomOf(join(dirname(file), target).split(sep).join('/'));
			if (!mayImport(from, to)) context.report({ node, messageId: 'way', data: { from, to } });
		};
		return {
			ImportDeclaration: check,
			ExportNamedDeclaration: check,
			ExportAllDeclaration: check,
			ImportExpression: check,
		};
	},
};
