import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Packed } from '../support/packed';
import { packPackage, projectFolder } from '../support/packed';

let packed: Packed;
beforeAll(() => {
	packed = packPackage();
});
afterAll(() => packed.remove());

/** Whether `require` finds it, named with or without its ending. */
const isShipped = (path: string) =>
	packed.files.includes(path) || packed.files.includes(`${path}.js`);

const read = (file: string) => readFileSync(join(packed.folder, file), 'utf8');

describe('the published package', () => {
	it('holds the build, the readme, the licence and package.json, nothing else', () => {
		const others = packed.files.filter((file) => !file.startsWith('dist/'));

		expect(others).toEqual(['LICENSE', 'README.md', 'package.json']);
		expect(packed.files.filter((file) => !/\.(js|json|svg|md)$|^LICENSE$/.test(file))).toEqual([
			'dist/THIRD-PARTY-LICENSES.txt',
		]);
	});

	it('the published package is under 400 KB', () => {
		expect(packed.tarballBytes).toBeLessThan(400_000);
	});

	it('names the licence of everything that is bundled', () => {
		const licences = read('dist/THIRD-PARTY-LICENSES.txt');
		for (const name of ['zod', 'ssim.js']) expect(licences).toContain(`${name} `);
		expect(licences).toContain('Bitstream');
		expect(licences).toContain('libwebp 1.5.0 (BSD-3-Clause)');
	});

	it('depends on nothing but n8n-workflow', () => {
		const manifest = JSON.parse(read('package.json')) as Record<string, unknown>;

		expect(Object.keys((manifest.dependencies ?? {}) as object)).toEqual([]);
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		for (const file of packed.files.filter((name) => name.endsWith('.js'))) {
			const required = [...read(file).matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(
				([, name]) => name,
			);
			const files = required.filter((name = '') => name.startsWith('.'));
			const others = required.filter((name = '') => !name.startsWith('.'));
			expect(others.filter((name = '') => !['n8n-workflow', 'crypto'].includes(name))).toEqual([]);
			const named = files.map((name = '') => join(dirname(file), name));
			expect(named.filter((path) => !isShipped(path))).toEqual([]);
		}
	});

	it('holds what the nodes share once', () => {
		const filesOf = new Map<string, string[]>();
		for (const file of packed.files.filter((name) => name.endsWith('.js'))) {
			const functions =
				read(file).match(/(?<=[;}])(async )?function\*? ?\w+\([^()]*\)\{[^{}]{40,}\}/g) ?? [];
			for (const code of new Set(functions)) {
				filesOf.set(code, [...(filesOf.get(code) ?? []), file]);
			}
		}
		const twice = [...filesOf].filter(([, files]) => files.length > 1);

		expect(filesOf.size).toBeGreaterThan(300);
		expect(twice).toEqual([]);
	});

	it('reads at the start of n8n less than a quarter of its code', () => {
		const { n8n } = JSON.parse(read('package.json')) as {
			n8n: { nodes: string[]; credentials: string[] };
		};
		const atStart = new Set<string>();
		const load = (file: string) => {
			if (atStart.has(file)) return;
			atStart.add(file);
			for (const [, path = ''] of read(file).matchAll(/(?:var |,)\w+=require\("(\.[^"]+)"\)/g)) {
				load(join(dirname(file), path));
			}
		};
		for (const file of [...n8n.nodes, ...n8n.credentials]) load(file);
		const bytesOf = (files: Iterable<string>) =>
			[...files].reduce((sum, file) => sum + read(file).length, 0);

		const whole = bytesOf(packed.files.filter((file) => file.endsWith('.js')));
		expect(bytesOf(atStart)).toBeGreaterThan(50_000);
		expect(bytesOf(atStart)).toBeLessThan(whole / 4);
	});

	it('holds every file that its package.json names', () => {
		const { main, n8n } = JSON.parse(read('package.json')) as {
			main: string;
			n8n: { nodes: string[]; credentials: string[] };
		};

		expect(packed.files).toEqual(expect.arrayContaining([main, ...n8n.nodes, ...n8n.credentials]));
	});

	it.each([
		['an OpenAI key', /\bsk-(proj-)?[A-Za-z0-9_-]{20,}/],
		['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY/],
		['an npm or GitHub token', /\b(npm_|gh[pousr]_)[A-Za-z0-9]{30,}/],
		['a path of the machine it was built on', new RegExp(`${projectFolder}|${homedir()}/`)],
	])('the published package holds no trace of %s', (_what, pattern) => {
		expect(packed.files.filter((file) => pattern.test(read(file)))).toEqual([]);
	});

	it('carries icons byte for byte, and codex and schemas without white space', () => {
		for (const file of packed.files.filter((name) => /\.(svg|json)$/.test(name))) {
			const own = join(projectFolder, file.replace(/^dist\//, ''));
			// The schema of an operation that has not changed since version 1 is the same in the folder of 1.1.
			const source = existsSync(own) ? own : own.replace('v1.1.0', 'v1.0.0');
			const shipped = readFileSync(join(packed.folder, file), 'utf8');
			const wanted = readFileSync(source, 'utf8');
			expect(shipped).toBe(
				/^dist.*\.json$/.test(file) ? JSON.stringify(JSON.parse(wanted)) : wanted,
			);
		}
	});
});
