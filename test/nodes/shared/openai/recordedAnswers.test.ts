import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RecordedAnswer } from '../../../../dev/upkeep/recordFixture';
import { record } from '../../../../dev/upkeep/recordFixture';
import { startImageServer, type ImageServer } from '../../../../dev/server/server';
import { requestImages } from '../../../../nodes/shared/openai/images';
import { hostileTransport, hurried } from '../../../security/hostileServer';

const folder = join(__dirname, '../../../fixtures/answers');
const names = readdirSync(folder).map((file) => file.replace('.json', ''));

async function read(name: string, path = join(folder, `${name}.json`)) {
	const { status, headers, body, request } = JSON.parse(
		readFileSync(path, 'utf8'),
	) as RecordedAnswer;
	const answer = () => ({ status, headers, body: [Buffer.from(JSON.stringify(body))] });
	const { transport } = hostileTransport(answer);
	const outcome = requestImages(hurried(transport, { maxRetries: 0 }), {
		path: request.path,
		json: request.body,
		expectedImages: Number(request.body.n ?? 1),
	});
	return await outcome.catch((thrown: unknown) => thrown);
}

/** What the client must make of each answer; a new fixture gets a line. */
const EXPECTED: Record<string, object> = {
	generated: {
		images: [{ bytes: expect.any(Buffer) }],
		size: '3072x2160',
		quality: 'low',
		usage: { inputTextTokens: 14, outputTokens: 380, totalTokens: 394 },
	},
	refused: { reason: 'refused', categories: ['sexual'] },
	notVerified: { reason: 'permission', stops: expect.any(String) },
	badSize: { reason: 'invalid', param: 'size', code: 'invalid_value' },
};

describe('a recorded answer', () => {
	it.each(names)('a recorded answer is understood: %s', async (name) => {
		expect(EXPECTED).toHaveProperty(name);
		expect(await read(name)).toMatchObject(EXPECTED[name]!);
	});

	it('holds no key, no account and no large image', () => {
		for (const name of names) {
			const text = readFileSync(join(folder, `${name}.json`), 'utf8');
			expect(text).not.toMatch(/sk-[\w-]{10,}|org-(?!redacted)\w+|req_(?!redacted)\w+/);
			expect(text.length).toBeLessThan(20_000);
		}
	});
});

describe('recording', () => {
	let server: ImageServer;
	beforeAll(async () => (server = await startImageServer()));
	afterAll(() => server.close());
	const body = { model: 'gpt-image-1-mini', prompt: 'A red fox', quality: 'low' };

	it('keeps what tests need and takes out the image and what names the account', async () => {
		const account = { baseUrl: server.url, apiKey: server.apiKey };
		const { status, body: answer, headers } = await record(account, body, '2026-11-22');
		expect([status, Object.keys(headers)]).toEqual([200, expect.arrayContaining(['content-type'])]);
		expect(JSON.stringify(answer).length).toBeLessThan(2000);

		server.configure({ faults: [{ fault: { kind: 'echoKey' } }] });
		expect(JSON.stringify(await record(account, body, ''))).not.toContain(server.apiKey);
		server.configure({ faults: [] });
	});

	it('asks for a yes, then writes a fixture that is understood', async () => {
		const target = mkdtempSync(join(tmpdir(), 'gpt-image-fixture-'));
		const project = join(__dirname, '../../../..');
		const env = { ...process.env, OPENAI_API_KEY: server.apiKey, OPENAI_BASE_URL: server.url };
		const run = (...more: string[]) =>
			promisify(execFile)(
				process.execPath,
				[
					...[
						join(project, '.build/commands/recordFixture.cjs'),
						'--name',
						'fox',
						'--folder',
						target,
					],
					...['--body', JSON.stringify(body), ...more],
				],
				{ env },
			);
		const before = server.log.length;
		await expect(run()).rejects.toThrow(/--yes/);
		expect(server.log).toHaveLength(before);
		const { stdout } = await run('--yes');
		expect(stdout).toMatch(/may cost up to [\d.]+ USD/);
		expect(server.log).toHaveLength(before + 1);
		expect(await read('fox', join(target, 'fox.json'))).toMatchObject({
			images: [{ bytes: expect.any(Buffer) }],
		});
		rmSync(target, { recursive: true });
	});
});
