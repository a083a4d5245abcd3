import { randomBytes } from 'node:crypto';
import { JsonWithImages } from '../../../../nodes/shared/openai/jsonWithImages';
import { largestShare } from '../../../support/largestShare';

const bytesOf = async (body: Blob) => Buffer.from(await new Response(body.stream()).arrayBuffer());

const lengths = [0, 1, 2, 3, 4, 3 * 65_536 - 1, 3 * 65_536, 3 * 65_536 + 1, 1_000_003];

it.each(lengths)('writes an image of %d bytes as JSON.stringify would', async (length) => {
	const bytes = randomBytes(length);
	const image = { mimeType: 'image/png; note="ä"', bytes };
	const url = `data:${image.mimeType};base64,${bytes.toString('base64')}`;
	const bodyOf = (urls: string[]) => ({ text: 'größer "0"', urls, again: urls[0], n: 1 });
	const body = new JsonWithImages([image, image], bodyOf);
	const sent = await bytesOf(body);
	expect(sent.toString() === JSON.stringify(bodyOf([url, url]))).toBe(true);
	expect(sent).toHaveLength(body.size);
});

it('is sent anew for each attempt', async () => {
	const image = { mimeType: 'image/png', bytes: randomBytes(500_000) };
	const body = new JsonWithImages([image], ([url]) => ({ url }));
	const [first, second] = [await bytesOf(body), await bytesOf(body)];
	expect(first.equals(second)).toBe(true);
});

it('writes 100 MB in short pieces', async () => {
	const image = { mimeType: 'image/png', bytes: randomBytes(50_000_000) };
	const body = new JsonWithImages([image, image], (urls) => ({ urls }));
	const send = async () => {
		const reader = body.stream().getReader();
		let [sent, longest] = [0, 0];
		for (let next = await reader.read(); !next.done; next = await reader.read()) {
			sent += next.value.length;
			longest = Math.max(longest, next.value.length);
		}
		expect(sent).toBe(body.size);
		expect(longest).toBeLessThan(300_000);
	};
	expect(await largestShare(0.6, send)).toBeLessThan(0.6);
});
