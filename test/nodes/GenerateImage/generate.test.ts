import { identifyImage } from '../../../nodes/shared/images/identify';
import {
	model,
	openWorkbench,
	PROMPT_OF_ITEM,
	type Workbench,
} from '../../support/workbench';

describe('GPT Image Generate in the engine of n8n', () => {
	let bench: Workbench;
	beforeAll(async () => {
		bench = await openWorkbench();
	});
	afterAll(async () => await bench.close());
	beforeEach(() => bench.server.reset());

	it('puts out one item an image with everything that came back', async () => {
		const ran = await bench.run(
			{
				type: 'generateImage',
				parameters: {
					model: model('gpt-image-2'),
					prompt: PROMPT_OF_ITEM,
					quality: 'low',
					size: '1024x1024',
					n: 2,
				},
			},
			[{ json: { prompt: 'A red fox', campaign: 'winter' } }],
		);
		expect(ran.error).toBeUndefined();
		expect(ran.items).toHaveLength(2);
		const [first] = await ran.files();
		expect(identifyImage(first!)).toMatchObject({ format: 'png', width: 1024, height: 1024 });
	});
});
