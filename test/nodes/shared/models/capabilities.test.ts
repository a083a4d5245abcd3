import { idsWhere, modelsToMoveTo } from '../../../../nodes/shared/models/capabilities';

describe('idsWhere', () => {
	it('names snapshots too, and nothing of models that OpenAI has dropped', () => {
		expect(idsWhere((capabilities) => capabilities.markup)).toEqual([
			'gpt-image-2.6-sunburst',
			'gpt-image-2.6-flare',
			'gpt-image-2.5-sunburst',
			'gpt-image-2.5-sunburst-2026-09-08',
			'gpt-image-2.5-flare',
			'gpt-image-2.5-flare-2026-09-08',
		]);
		expect(idsWhere(() => true)).not.toContain('dall-e-3');
	});
});

describe('modelsToMoveTo', () => {
	it('leaves out snapshots and models whose end is announced', () => {
		expect(modelsToMoveTo(() => true, '2026-11-22')).toEqual([
			'GPT Image 2.6 Sunburst',
			'GPT Image 2.6 Flare',
			'GPT Image 2.5 Sunburst',
			'GPT Image 2.5 Flare',
			'GPT Image 2',
		]);
	});
});
