import { createHash } from 'node:crypto';
import { hashOf } from '../../../../nodes/shared/execution/hashOf';
import { largestShare } from '../../../support/largestShare';

const ofText = (text: string) => createHash('sha256').update(text).digest('base64url');
const circle: Record<string, unknown> = { a: 1 };
circle.self = [circle];

it.each<[string, unknown, string]>([
	['numbers, words and nothing', [1, -0.5, NaN, true, null, undefined, 'ä"\n'], ''],
	['an object', { a: 1, b: { c: [] }, d: undefined, e: () => 1, f: {} }, ''],
	['the same in another order', { f: {}, b: { c: [] }, a: 1 }, '{"a":1,"b":{"c":[]},"f":{}}'],
	['a date, as n8n saves it', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
	['a date that is none', [new Date(NaN)], '[null]'],
	['bytes', Buffer.from('ab'), '{"data":[97,98],"type":"Buffer"}'],
	['a choice from a list', { __rl: true, mode: 'list', value: 'x', cachedResultName: 'X' }, '"x"'],
	['a value within itself', circle, '{"a":1,"self":["[Circular]"]}'],
	['a number that JSON has none for', [10n], '[10n]'],
	['long texts, pairs at their seams', ['😀'.repeat(20_000), `x${'😀'.repeat(20_000)}`], ''],
	['a lone half of a pair', '\ud83d'.repeat(40_000), ''],
])('%s', async (_, value, text) => {
	expect(await hashOf(value)).toBe(ofText(text || JSON.stringify(value)));
});

it('whatever is nested how deep', async () => {
	let nested: unknown = 1;
	for (let depth = 0; depth < 100_000; depth++) nested = [nested];
	expect(await hashOf(nested)).toBe(ofText(`${'['.repeat(1e5)}1${']'.repeat(1e5)}`));
});

const many = (count: number) =>
	Object.fromEntries(Array.from({ length: count }, (_, at) => [`field ${at}`, `value ${at}`]));

it.each<[string, () => unknown]>([
	['200,000 fields', () => many(200_000)],
	['a list of 500,000', () => Array.from({ length: 500_000 }, (_, at) => at)],
	['50,000 objects', () => Array.from({ length: 50_000 }, (_, at) => ({ b: at, a: 'x' }))],
	['a text of 60 MB', () => 'x'.repeat(60_000_000)],
])('lets other work go on: %s', async (_, make) => {
	const value = make();
	expect(await largestShare(0.7, async () => await hashOf(value))).toBeLessThan(0.7);
});

it('ends with Stop', async () => {
	const stop = new AbortController();
	const hashing = hashOf('x'.repeat(60_000_000), stop.signal);
	stop.abort();
	await expect(hashing).rejects.toThrow('aborted');
});
