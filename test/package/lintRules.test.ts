import { runScript } from '../support/runScript';

const WAY = 'rooms/one-way-imports';

/** What is written where, and the rules that must fire. */
const cases: Array<[path: string, code: string, rules: string[]]> = [
	// Each room may look down, not up.
	['nodes/shared/models/x.ts', "import '../images/types';", [WAY]],
	['nodes/shared/models/x.ts', "import './catalog';", []],
	['nodes/shared/images/x.ts', "import '../models/types';", [WAY]],
	['nodes/shared/images/codec/x.ts', "import '../types';", []],
	['nodes/shared/images/codec/x.ts', "import '../../models/types';", [WAY]],
	['nodes/shared/request/x.ts', "import '../models/types';", []],
	['nodes/shared/request/x.ts', "import '../client/answer';", [WAY]],
	['nodes/shared/client/x.ts', "import '../request/settings';", []],
	['nodes/shared/client/x.ts', "import type { Gate } from '../run/gate';", [WAY]],
	['nodes/shared/client/x.ts', "export * from '../run/gate';", [WAY]],
	['nodes/shared/run/x.ts', "import '../client/answer';", []],
	['nodes/shared/run/x.ts', "import '../n8n/session';", [WAY]],
	['nodes/shared/n8n/x.ts', "import '../run/gate';", []],
	['nodes/shared/n8n/x.ts', "import '../../GenerateImage/generate';", [WAY]],
	['nodes/EditImage/x.ts', "import '../shared/n8n/session';", []],
	['nodes/EditImage/x.ts', "import '../GenerateImage/generate';", [WAY]],
	['nodes/EditImage/x.ts', "import '../../dev/server/server';", [WAY]],
	['credentials/x.ts', "import '../nodes/shared/models/types';", [WAY]],
	['demo/x.ts', "import '../nodes/shared/models/types';", []],

	// n8n is known in node folders and nodes/shared/n8n only.
	...['models', 'images', 'request', 'client', 'run'].map((room): (typeof cases)[number] => [
		`nodes/shared/${room}/x.ts`,
		"import type { IExecuteFunctions } from 'n8n-workflow'; export type X = IExecuteFunctions;",
		['no-restricted-imports'],
	]),
	['nodes/shared/run/x.ts', "import { sleep } from 'n8n-workflow'; sleep(1);", []],
	[
		'nodes/shared/n8n/x.ts',
		"import type { IExecuteFunctions } from 'n8n-workflow'; export type X = IExecuteFunctions;",
		[],
	],

	// Parameters are read in one kind of file.
	['nodes/shared/n8n/x.ts', "context.getNodeParameter('n', 0);", ['no-restricted-syntax']],
	['nodes/EditImage/edit.ts', "context.getNodeParameter('n', 0);", ['no-restricted-syntax']],
	['nodes/EditImage/parameters.ts', "context.getNodeParameter('n', 0);", []],
	['nodes/shared/n8n/parameters.ts', "context.getNodeParameter('n', 0);", []],

	// n8n's rules hold for what is shipped, ours for all.
	[
		'nodes/shared/run/x.ts',
		'setTimeout(() => {}, 1);',
		['@n8n/community-nodes/no-restricted-globals'],
	],
	['demo/x.ts', 'setTimeout(() => {}, 1);', []],
	['nodes/shared/run/x.ts', "import 'node:fs';", ['@n8n/community-nodes/no-restricted-imports']],
	['test/x.ts', 'export const x: any = 1;', ['@typescript-eslint/no-explicit-any']],
	[
		'demo/x.ts',
		"import { A } from './a'; export type X = A;",
		['@typescript-eslint/consistent-type-imports'],
	],
	['demo/x.ts', 'const unused = 1;', ['@typescript-eslint/no-unused-vars']],
	['nodes/shared/run/x.ts', '/* eslint-disable */ console.log(1);', ['no-console']],
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
