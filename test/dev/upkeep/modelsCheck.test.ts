import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { compareWithAccount, compareWithSdk } from '../../../dev/upkeep/modelsCheck/compare';
import { readSdk } from '../../../dev/upkeep/modelsCheck/readSdk';
import { startImageServer, type ImageServer } from '../../../dev/server/server';
import { MODELS } from '../../../nodes/shared/models/catalog';

const project = join(__dirname, '../../..');
const INSTALLED = join(project, 'node_modules/openai/resources/images.d.ts');
const NEWER = join(__dirname, '../../fixtures/newerSdk/images.d.ts');

it('finds nothing to add for the installed package', () => {
	expect(compareWithSdk(readSdk(INSTALLED))).toEqual([]);
});

it('reads the words of the installed package', () => {
	const { models, generate, edit } = readSdk(INSTALLED);
	expect(models).toContain('gpt-image-2.6-flare');
	expect(generate.get('quality')).toContain('xhigh');
	expect(edit.get('input_fidelity')).toEqual(['high', 'low']);
	expect(generate.get('n')).toEqual([]);
});

describe('a newer package', () => {
	const findings = compareWithSdk(readSdk(NEWER));
	const catalog = 'nodes/shared/models/catalog.ts';

	it.each([
		['a new model', /^New model gpt-image-3: add an entry to MODELS .*catalog\.ts$/],
		['a new snapshot', /^New model gpt-image-2\.6-sunburst-2027-01-15: .*snapshot/],
		['a model that is gone', /^Model gpt-image-1-mini is gone .*shutdown date/],
		['a snapshot that is gone', /^Model gpt-image-2-2026-04-21 is gone/],
		['a new quality', /^New quality "ultra" of generate: add it to QUALITIES/],
		['a new format of edits alone', /^New output_format "avif" of edit: add it to OUTPUT_FORMATS/],
		['a new size', /^New size "2048x2048" of generate: .*usualSizes/],
		['a new complexity', /^New complexity "extreme" of generate/],
		['a word that is gone', /^The input_fidelity "low" of edit is gone/],
		['a new option', /^New option seed of edit: send it .*or give the reason/],
		['an option that is gone', /^The option moderation of generate is gone/],
	])('a newer package is reported with what to add: %s', (_what, line) => {
		expect(findings.filter((finding) => line.test(finding))).toHaveLength(1);
	});

	it('is told nothing of what the catalog has', () => {
		expect(findings.join()).not.toMatch(/gpt-image-2\.5-flare|"high" of generate|standard/);
		expect(findings.filter((finding) => finding.includes(catalog)).length).toBeGreaterThan(3);
	});

	it('that was rebuilt beyond recognition stops the check', () => {
		expect(() => readSdk(join(project, 'node_modules/openai/resources/models.d.ts'))).toThrow(
			/declares no ImageModel/,
		);
	});
});

describe("an account's own list", () => {
	const listed = MODELS.map(({ id, shutdownDate }) => ({ id, shutdown_date: shutdownDate }));

	it('that is as the catalog says has nothing to add, whatever other models it has', () => {
		expect(compareWithAccount([...listed, { id: 'gpt-5.2', shutdown_date: '2027-01-01' }])).toEqual(
			[],
		);
		expect(compareWithAccount([{ id: 'gpt-image-2' }])).toEqual([]);
	});

	it.each([
		[{ id: 'gpt-image-9', shutdown_date: null }, /^New model gpt-image-9/],
		[
			{ id: 'gpt-image-2', shutdown_date: '2027-04-21' },
			/^gpt-image-2: the account says shutdown on 2027-04-21, the catalog none/,
		],
		[
			{ id: 'gpt-image-1.5', shutdown_date: null },
			/^gpt-image-1\.5: the account says no shutdown, the catalog 2026-12-01/,
		],
	])("the check of an account's list reports %j", (model, line) => {
		expect(compareWithAccount([model])).toEqual([expect.stringMatching(line)]);
	});
});

describe('npm run models:check', () => {
	let server: ImageServer;
	beforeAll(async () => (server = await startImageServer()));
	afterAll(() => server.close());

	const run = (args: string[], env: Record<string, string> = {}) =>
		new Promise<{ code: number; output: string }>((resolve) => {
			const { OPENAI_API_KEY: _key, ...clean } = process.env;
			const command = join(project, '.build/commands/modelsCheck.cjs');
			execFile(
				process.execPath,
				[command, ...args],
				{ cwd: project, env: { ...clean, ...env } },
				(failed, stdout, stderr) =>
					resolve({ code: Number(failed?.code ?? 0), output: stdout + stderr }),
			);
		});

	it('ends well where there is nothing to add', async () => {
		const { code, output } = await run([]);
		expect(output).toContain('The catalog is up to date.');
		expect(code).toBe(0);
	});

	it('fails and says what to add for a newer package', async () => {
		const { code, output } = await run(['--sdk', NEWER]);
		expect(output).toContain('- New model gpt-image-3: add an entry');
		expect(code).toBe(1);
	});

	it('asks the account where a key is given', async () => {
		const env = { OPENAI_API_KEY: server.apiKey, OPENAI_BASE_URL: server.url };
		const { code, output } = await run([], env);
		expect(output).not.toContain('Set OPENAI_API_KEY');
		expect(server.log.map(({ path }) => path)).toEqual(['/v1/models']);
		expect([code, output]).toEqual([0, expect.stringContaining('up to date')]);
	});

	it('fails where the account cannot be asked', async () => {
		const env = { OPENAI_API_KEY: 'wrong', OPENAI_BASE_URL: server.url };
		const { code, output } = await run([], env);
		expect(code).toBe(2);
		expect(output).toMatch(/401/);
	});
});
