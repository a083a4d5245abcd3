import { onImages } from '../../../dev/server/server';
import { generate, model, openWorkbench, prompts, type Workbench } from '../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const SVG =
	'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8z"/></svg>';
const USAGE = {
	input_tokens: 14,
	input_tokens_details: { text_tokens: 14, image_tokens: 0 },
	output_tokens: 4000,
	total_tokens: 4014,
};
const DRAWN_USD = (14 * 5 + 4000 * 30) / 1e6;

/** One SVG of gpt-image-2.6-flare whose author took so many tokens. */
async function costOfSvg(author: object | null) {
	const body = {
		created: 0,
		data: [{ b64_json: Buffer.from(SVG).toString('base64') }],
		usage: USAGE,
		...(author && { svg_usage: author }),
	};
	bench.server.configure({
		faults: [{ match: onImages, fault: { kind: 'status', status: 200, body } }],
	});
	const setup = generate({
		model: model('gpt-image-2.6-flare'),
		options: { outputFormat: 'svg' },
	});
	const ran = await bench.run(setup, prompts('A fox'));
	expect(ran.error).toBeUndefined();
	return ran.images[0];
}

describe('the cost of an SVG', () => {
	it('counts what the model took that wrote it', async () => {
		const author = { model: 'gpt-6.1-terra', input_tokens: 2000, output_tokens: 3000 };
		const image = await costOfSvg({ ...author, reasoning_tokens: 900, total_tokens: 5000 });
		expect(image).toMatchObject({
			costUsd: expect.closeTo(DRAWN_USD + (2000 * 1 + 3000 * 5) / 1e6, 9),
			usage: { author: { model: 'gpt-6.1-terra', inputTokens: 2000, outputTokens: 3000 } },
		});
	});

	it('is unknown where the price of its author is', async () => {
		const author = { model: 'an-author', input_tokens: 2000, output_tokens: 3000 };
		expect(await costOfSvg(author)).toMatchObject({ status: 'ok', costUsd: null });
	});

	it('is that of the image where no author is told', async () => {
		const image = await costOfSvg(null);
		expect(image).toMatchObject({ costUsd: expect.closeTo(DRAWN_USD, 9) });
		expect(image?.usage).not.toHaveProperty('author');
	});
});
