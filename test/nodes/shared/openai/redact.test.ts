import fc from 'fast-check';
import { createRedactor } from '../../../../nodes/shared/openai/redact';

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

	it("takes only the credential's own secrets out of an address: its signature stays", () => {
		const address = 'https://a.example/sk-images-prod/a.png?sig=sk-abcdefghijkl';
		expect(redact.address(address)).toBe(address);
		expect(redact.address(`${address}&key=${KEY}`)).toBe(`${address}&key=[redacted]`);
		expect(createRedactor([]).address(address)).toBe(address);
	});
});
