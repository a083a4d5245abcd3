import { runScript } from '../support/runScript';

const WAY = 'rooms/one-way-imports';
const DIALECT = 'dialect/one-dialect';
const NAMES = '@typescript-eslint/naming-convention';

/** What is written where, and the rules that must fire. */
const cases: Array<[path: string, code: string, rules: string[]]> = [
	// Each room may look down, not up.
	['nodes/shared/models/x.ts', "import '../images/types';", [WAY]],
	['nodes/shared/models/x.ts', "import './catalog';", []],
	['nodes/shared/models/x.ts', "import '../words';", []],
	['nodes/shared/words.ts', "import './models/types';", [WAY]],
	['nodes/shared/images/x.ts', "import '../models/types';", [WAY]],
	['nodes/shared/images/codec/x.ts', "import '../types';", []],
	['nodes/shared/images/codec/x.ts', "import '../../models/types';", [WAY]],
	['nodes/shared/request/x.ts', "import '../models/types';", []],
	['nodes/shared/request/x.ts', "import '../openai/images';", [WAY]],
	['nodes/shared/openai/x.ts', "import '../request/settings';", []],
	['nodes/shared/openai/x.ts', "import type { Queue } from '../pace/queue';", [WAY]],
	['nodes/shared/openai/x.ts', "export * from '../pace/queue';", [WAY]],
	['nodes/shared/pace/x.ts', "import '../openai/images';", []],
	['nodes/shared/pace/x.ts', "import '../execution/session';", [WAY]],
	['nodes/shared/parameters/x.ts', "import '../items/imageJson';", [WAY]],
	['nodes/shared/items/x.ts', "import '../parameters/displayNames';", []],
	['nodes/shared/items/x.ts', "import '../execution/session';", [WAY]],
	['nodes/shared/execution/x.ts', "import '../items/imageJson';", []],
	['nodes/shared/execution/x.ts', "import '../inputs/mask';", [WAY]],
	['nodes/shared/inputs/x.ts', "import '../execution/session';", []],
	['nodes/shared/inputs/x.ts', "import '../../GenerateImage/generate';", [WAY]],
	['nodes/EditImage/x.ts', "import '../shared/execution/session';", []],
	['nodes/EditImage/x.ts', "import '../GenerateImage/generate';", [WAY]],
	['nodes/EditImage/x.ts', "import '../../dev/server/server';", [WAY]],
	['credentials/x.ts', "import '../nodes/shared/models/types';", [WAY]],

	// The review page knows of the node only what both say to each other.
	['page/review/x.ts', "import '../../nodes/ReviewImages/protocol/page';", []],
	['page/review/x.ts', "import '../../nodes/ReviewImages/round/types';", [WAY]],
	['nodes/ReviewImages/web/x.ts', "import '../answers/settle';", []],
	['nodes/ReviewImages/round/x.ts', "import '../web/respond';", [WAY]],

	// So do the rooms of Compare Models and of dev.
	['nodes/CompareModels/compare.ts', "import './report/html';", []],
	['nodes/CompareModels/report/x.ts', "import '../statistics/verdict';", []],
	['nodes/CompareModels/statistics/x.ts', "import '../report/html';", [WAY]],
	['nodes/CompareModels/statistics/x.ts', "import '../compare';", [WAY]],
	['nodes/CompareModels/comparison/x.ts', "import type { A } from '../statistics/types';", [WAY]],
	['nodes/CompareModels/gallery/x.ts', "import '../sheet/contactSheet';", []],
	['nodes/CompareModels/sheet/x.ts', "import '../gallery/gallery';", [WAY]],
	['nodes/CompareModels/judge/x.ts', "import '../matrix/cell';", []],
	['nodes/CompareModels/judge/text/x.ts', "import '../../gallery/gallery';", [WAY]],
	['nodes/CompareModels/matrix/x.ts', "import '../judge/judge';", [WAY]],
	['nodes/CompareModels/math/x.ts', "import '../matrix/cell';", [WAY]],
	['nodes/CompareModels/math/x.ts', "import '../../shared/words';", []],
	['dev/x.ts', "import '../nodes/shared/models/types';", []],
	['dev/commands/x.ts', "import '../bench/table';", []],
	['dev/demo/x.ts', "import '../engine/engine';", []],
	['dev/n8n/x.ts', "import '../server/server';", []],
	['dev/n8n/x.ts', "import '../demo/runLocal';", [WAY]],
	['dev/engine/x.ts', "import '../server/server';", [WAY]],
	['dev/server/painting/x.ts', "import '../../engine/engine';", [WAY]],

	// n8n is known in node folders and in the rooms of nodes/shared above pace only.
	...['models', 'images', 'request', 'openai', 'pace'].map((room): (typeof cases)[number] => [
		`nodes/shared/${room}/x.ts`,
		"import type { IExecuteFunctions } from 'n8n-workflow'; export type X = IExecuteFunctions;",
		['no-restricted-imports'],
	]),
	['nodes/shared/pace/x.ts', "import { sleep } from 'n8n-workflow'; sleep(1);", []],
	[
		'nodes/shared/execution/x.ts',
		"import type { IExecuteFunctions } from 'n8n-workflow'; export type X = IExecuteFunctions;",
		[],
	],

	// Parameters are read in one kind of file.
	['nodes/shared/execution/x.ts', "context.getNodeParameter('n', 0);", ['no-restricted-syntax']],
	['nodes/EditImage/edit.ts', "context.getNodeParameter('n', 0);", ['no-restricted-syntax']],
	['nodes/EditImage/parameters.ts', "context.getNodeParameter('n', 0);", []],
	['nodes/shared/parameters/readRun.ts', "context.getNodeParameter('n', 0);", []],

	// One dialect: constants that are written out, functions, types, names within a function, files.
	['nodes/shared/pace/x.ts', 'export const mostImages = 4;', [DIALECT]],
	['nodes/shared/pace/x.ts', 'export const MOST_IMAGES = 4;', []],
	['nodes/shared/pace/x.ts', "export const units = ['s', 'ms'] as const;", [DIALECT]],
	['nodes/CompareModels/report/x.ts', 'export const words = { a: 1 } satisfies object;', [DIALECT]],
	['nodes/CompareModels/report/x.ts', 'export const limits = new Set([1]);', [DIALECT]],
	['nodes/shared/pace/x.ts', 'const waiting: number[] = []; waiting.push(1);', []],
	['nodes/shared/pace/x.ts', 'export const clock = { now: () => 1 };', []],
	[
		'nodes/shared/parameters/description/x.ts',
		"import type { INodeProperties } from 'n8n-workflow'; export const sizes: INodeProperties[] = [{ displayName: 'A', name: 'a', type: 'string', default: '' }];",
		[],
	],
	['dev/x.ts', 'export const SUM = (a: number) => a;', [DIALECT]],
	['dev/x.ts', 'export const sum = (a: number) => a;', []],
	['page/review/x.ts', 'export function Sum() {}', [NAMES]],
	['nodes/shared/pace/x.ts', 'export interface budget_state { a: 1 }', [NAMES]],
	['nodes/shared/pace/x.ts', 'export function f() { const MOST = 1; return MOST; }', [NAMES]],
	['nodes/shared/pace/x.ts', 'export const f = (most_images: number) => most_images;', [NAMES]],
	[
		'nodes/shared/openai/x.ts',
		'export const f = ({ output_format }: { output_format: string }) => output_format;',
		[],
	],
	['nodes/shared/pace/Budget.ts', 'export {};', [DIALECT]],
	['nodes/shared/pace/run_calls.ts', 'export {};', [DIALECT]],
	['dev/NoOp.ts', 'export {};', [DIALECT]],

	// n8n's rules hold for what is shipped, ours for all.
	[
		'nodes/shared/pace/x.ts',
		'setTimeout(() => {}, 1);',
		['@n8n/community-nodes/no-restricted-globals'],
	],
	['dev/x.ts', 'setTimeout(() => {}, 1);', []],
	['nodes/shared/pace/x.ts', "import 'node:fs';", ['@n8n/community-nodes/no-restricted-imports']],
	['test/x.ts', 'export const x: any = 1;', ['@typescript-eslint/no-explicit-any']],
	[
		'dev/x.ts',
		"import { A } from './a'; export type X = A;",
		['@typescript-eslint/consistent-type-imports'],
	],
	['dev/x.ts', 'const unused = 1;', ['@typescript-eslint/no-unused-vars']],
	['nodes/shared/pace/x.ts', '/* eslint-disable */ console.log(1);', ['no-console']],
	[
		'package.json',
		'{ "name": "not-a-node", "version": "1.0.0" }',
		['@n8n/community-nodes/package-name-convention'],
	],
];

let fired: string[][];
beforeAll(() => {
	const input = JSON.stringify(cases.map(([path, code]) => ({ path, code: `${code}\n` })));
	fired = runScript('lint.mjs', [], input);
}, 120_000);

it.each(cases.map((entry, index) => ({ path: entry[0], code: entry[1], rules: entry[2], index })))(
	'$path: $code → $rules',
	({ rules, index }) => {
		if (rules.length === 0) expect(fired[index]).toEqual([]);
		else expect(fired[index]).toEqual(expect.arrayContaining(rules));
	},
);
