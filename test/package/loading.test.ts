import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { projectFolder } from '../support/packed';
import { runScript } from '../support/runScript';

const {
	n8n,
	main,
	name: packageName,
} = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
	name: string;
	main: string;
	n8n: { nodes: string[]; credentials: string[] };
};
const files = [...n8n.nodes, ...n8n.credentials];

/**
 * How long all files take to load and construct, as a share of what n8n-workflow takes in the same process:
 * a busy machine slows down both. The median of several processes.
 */
function shareOfLoading(): number {
	const shares = Array.from({ length: 7 }, () => {
		const [n8nWorkflow = 0, ...own] = runScript<number[]>('loadTimes.cjs', [
			'--beside-n8n-workflow',
			...files,
		]);
		return own.reduce((sum, ms) => sum + ms, 0) / n8nWorkflow;
	});
	return shares.sort((a, b) => a - b)[3] ?? 1;
}

const classNameOf = (file: string) => basename(file).split('.')[0] ?? '';

function construct(file: string): INodeType | ICredentialType {
	const loaded = jest.requireActual<Record<string, new () => INodeType | ICredentialType>>(
		join(projectFolder, file),
	);
	return new loaded[classNameOf(file)]!();
}

describe('package.json', () => {
	it('names every node and credential of the source', () => {
		const source = globSync(['nodes/*/*.node.ts', 'credentials/*.credentials.ts'], {
			cwd: projectFolder,
		});

		expect(files.toSorted()).toEqual(
			source.map((file) => `dist/${file.replace(/\.ts$/, '.js')}`).sort(),
		);
	});

	it('points at a main file that exports them all', () => {
		const exported = jest.requireActual<object>(join(projectFolder, main));

		expect(Object.keys(exported).sort()).toEqual(files.map(classNameOf).sort());
	});
});

it('loads whole in less than a seventh of the time that n8n-workflow takes', () => {
	// 35 ms where n8n-workflow takes 250.
	expect(shareOfLoading()).toBeLessThan(1 / 7);
});

describe.each(files)('%s', (file) => {
	it('has a light and a dark icon that differ', () => {
		const thing = construct(file);
		const icon =
			'description' in thing && typeof thing.description === 'object'
				? thing.description.icon
				: (thing as ICredentialType).icon;
		const { light, dark } = icon as { light: string; dark: string };
		const [bright, dim] = [light, dark].map((path) =>
			readFileSync(join(projectFolder, dirname(file), path.replace(/^file:/, '')), 'utf8'),
		);

		expect(bright).toContain('<svg');
		expect(dim).toContain('<svg');
		expect(dim).not.toBe(bright);
	});
});

describe("n8n's loader", () => {
	const loader = new PackageDirectoryLoader(projectFolder);
	beforeAll(() => loader.loadAll());

	it('finds every node and credential, each class named after its file', () => {
		const classes = [
			...Object.values(loader.known.nodes),
			...Object.values(loader.known.credentials),
		];

		expect(classes.map(({ className }) => className).sort()).toEqual(files.map(classNameOf).sort());
		for (const { className, sourcePath } of classes) {
			expect(construct(sourcePath).constructor.name).toBe(className);
		}
	});

	it('knows every node by the camel case of its class', () => {
		const expected = n8n.nodes
			.map(classNameOf)
			.map((name) => name[0]!.toLowerCase() + name.slice(1));

		expect(Object.keys(loader.known.nodes).sort()).toEqual(expected.sort());
	});

	it.each(n8n.nodes)("n8n's loader reads the codex of %s", (file) => {
		const name = classNameOf(file);
		const codex = JSON.parse(
			readFileSync(join(projectFolder, dirname(file), `${name}.node.json`), 'utf8'),
		) as { node: string };
		const type = loader.getNode(name[0]!.toLowerCase() + name.slice(1)).type as INodeType;

		expect(codex.node).toBe(`${packageName}.${type.description.name}`);
		expect(type.description.codex?.categories).toContain('AI');
		expect(type.description.codex?.alias?.length).toBeGreaterThan(2);
		expect(type.description.codex?.resources?.primaryDocumentation).toHaveLength(1);
	});

	it.each(n8n.nodes)('gets plain data as the description of %s', (file) => {
		const { description } = construct(file) as INodeType;

		expect(JSON.parse(JSON.stringify(description))).toEqual(description);
		// n8n has no tools that start a workflow.
		expect(description.usableAsTool).toBe(description.group.includes('trigger') ? undefined : true);
		expect(description.subtitle).toBeTruthy();
	});

	it.each(n8n.nodes)('finds an output schema for the version of %s', (file) => {
		const { description } = construct(file) as INodeType;
		const version = String([description.version].flat().at(-1));
		const [major = '1', minor = '0'] = version.split('.');
		const folder = join(projectFolder, dirname(file), '__schema__', `v${major}.${minor}.0`);

		expect(existsSync(folder)).toBe(true);
	});
});
