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
	])('removes a secret %s', (_case, secret) => {
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

	it('goes through objects, keys and lists, and leaves bytes and numbers as they are', () => {
		const bytes = Buffer.from('x');
		expect(redact.deep({ [KEY]: [KEY, 1, null, { a: KEY }], bytes })).toEqual({
			'[redacted]': ['[redacted]', 1, null, { a: '[redacted]' }],
			bytes,
		});
	});
});
