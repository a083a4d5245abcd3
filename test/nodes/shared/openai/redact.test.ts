import fc from 'fast-check';
import { createRedactor } from '../../../../nodes/shared/openai/redact';
import { leastCpuTime } from '../../../support/cpuTime';

const KEY = 'k3y/with+odd=chars"';
const redact = createRedactor([KEY, 'abc', ' ']);

describe('the redactor', () => {
	it.each([
		['as it is', KEY],
		['behind Bearer', `Bearer ${KEY}`],
		['URL-encoded', encodeURIComponent(KEY)],
		['URL-encoded in lower case', encodeURIComponent(KEY).toLowerCase()],
		['in JSON', JSON.stringify(KEY).slice(1, -1)],
		['in base64', Buffer.from(KEY).toString('base64').replace(/.=*$/, '')],
		['in URL-safe base64', Buffer.from(KEY).toString('base64url').slice(0, -1)],
		['shaped like an OpenAI key', 'sk-proj-AbC_123-xyz'],
		['masked by OpenAI', 'sk-proj-********abcd'],
	])('the redactor removes a secret %s', (_case, secret) => {
		expect(redact.text(`before ${secret}, after`)).not.toContain(secret);
		expect(redact.text(`before ${secret}, after`)).toMatch(/^before \[redacted\].{0,2}, after$/);
	});

	it('removes a secret from the base64 of anything around it', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (before, after) => {
				const text = Buffer.from(`${before}${KEY}${after}`).toString('base64');
				expect(redact.text(text)).toContain('[redacted]');
			}),
		);
	});

	it('leaves ordinary text and short secrets alone', () => {
		const text = 'abc: a task-oriented disk-based risk-averse sk-etch, risk-management';
		expect(redact.text(text)).toBe(text);
		expect(createRedactor([]).text(text)).toBe(text);
	});

	it('takes the key out where its characters are HTML entities, and where its beginning is missing', () => {
		const [first = '', ...rest] = KEY;
		const decimal = `&#${first.charCodeAt(0)};${rest.join('')}`;
		const hexadecimal = [...KEY].map((c) => `&#x${c.charCodeAt(0).toString(16)};`).join('');
		for (const written of [
			decimal,
			hexadecimal,
			KEY.replace(/^sk-/, ''),
			KEY.replace(/^sk-\w+-/, ''),
		]) {
			expect(redact.text(`before ${written} after`)).toBe('before [redacted] after');
		}
	});

	const each = (spell: (code: number, character: string) => string) =>
		[...KEY].map((character) => spell(character.charCodeAt(0), character)).join('');
	const hex = (code: number, digits = 2) => code.toString(16).padStart(digits, '0');
	it.each<[string, string]>([
		['in hexadecimal', Buffer.from(KEY).toString('hex')],
		['in hexadecimal capitals', Buffer.from(KEY).toString('hex').toUpperCase()],
		['with every character URL-encoded', each((code) => `%${hex(code)}`)],
		['with its first character URL-encoded', `%6b${KEY.slice(1)}`],
		['URL-encoded twice', encodeURIComponent(encodeURIComponent(KEY))],
		['URL-encoded three times', each((code) => `%2525${hex(code)}`)],
		['with the escapes of JSON', each((code) => `\\u${hex(code, 4)}`)],
		['with escapes that were escaped', each((code) => `\\\\u${hex(code, 4)}`)],
		['with the escapes of code', each((code) => `\\x${hex(code)}`)],
		['with escaped slashes', KEY.replaceAll('/', '\\/')],
		['in entities that were escaped', each((code) => `&amp;#${code};`)],
		['in entities by name', KEY.replace('/', '&sol;').replace('"', '&quot;')],
		[
			'in each of these ways by turns',
			each((code, sign) => (code % 2 ? `&#x${hex(code)};` : sign)),
		],
		['with what nobody sees between', each((_, sign) => `${sign}\u200b`)],
	])('takes the key out %s', (_case, written) => {
		expect(redact.text(`50 % of "a & b", ${written} \\ after &amp; 100%`)).toMatch(
			/^50 % of "a & b", \[redacted\] ?\\ after &amp; 100%$/,
		);
		expect(redact.address(`https://a.example/?q=%20a&key=${written}&b=%2F`)).toBe(
			'https://a.example/?q=%20a&key=[redacted]&b=%2F',
		);
	});

	it('takes the rest of a key out in these ways, too', () => {
		const rest = 'AbCdEfGh1234567890ijklMNOP_qrst';
		const { text } = createRedactor([`sk-proj-${rest}`]);
		const written = [...rest].map((sign) => `%${hex(sign.charCodeAt(0))}`).join('');
		expect(text(`a ${written} b`)).toBe('a [redacted] b');
	});

	it.each(['&', '%', '\\', '&amp;', '%25', '&#', '&#x', '\\u00', '\u200b', 'k3y%', '&#107;'])(
		'takes no longer than the text is long: %j',
		(sign) => {
			const times = [50_000, 200_000].map((length) => {
				const text = sign.repeat(Math.ceil(length / sign.length));
				return leastCpuTime(300, () => redact.text(text));
			});
			expect(Math.max(...times)).toBeLessThan(300);
		},
	);

	it("takes only the credential's own secrets out of an address: its signature stays", () => {
		const address = 'https://a.example/sk-images-prod/a.png?sig=sk-abcdefghijkl';
		expect(redact.address(address)).toBe(address);
		expect(redact.address(`${address}&key=${KEY}`)).toBe(`${address}&key=[redacted]`);
		expect(createRedactor([]).address(address)).toBe(address);
	});
});
