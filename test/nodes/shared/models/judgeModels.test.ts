import {
	findJudgeModel,
	JUDGE_MODELS,
	judgeCostUsd,
	mayJudge,
	mostJudgeCostUsd,
} from '../../../../nodes/shared/models/judgeModels';

const usage = { inputTokens: 1_000_000, cachedTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

describe('the price of a judge', () => {
	it.each([
		['plain input', usage, 1],
		['cached input', { ...usage, cachedTokens: 1_000_000 }, 0.05],
		['input written to the cache', { ...usage, cacheWriteTokens: 1_000_000 }, 1.25],
		['output', { ...usage, inputTokens: 0, outputTokens: 1_000_000 }, 5],
	])('the price of a judge counts %s', (_name, tokens, usd) => {
		expect(judgeCostUsd('gpt-6.1-terra', tokens)).toBeCloseTo(usd, 12);
		expect(judgeCostUsd('gpt-6.1-terra-2026-10-26', tokens)).toBeCloseTo(usd, 12);
		expect(judgeCostUsd('some-model', tokens)).toBeNull();
	});

	it('never exceeds its bound for an image of any size', () => {
		for (const [width, height] of [
			[256, 256],
			[1024, 1024],
			[3840, 2160],
			[0, 0],
		] as const) {
			const bound = mostJudgeCostUsd('gpt-6.1-terra', {
				...{ textBytes: 3000, images: [{ width, height }], maxOutputTokens: 4096 },
			})!;
			const patches = Math.max(1536, Math.ceil(width / 32) * Math.ceil(height / 32));
			const dearest = {
				...{ inputTokens: 3000 + Math.ceil(patches * 2.46), outputTokens: 4096 },
				...{ cachedTokens: 0, cacheWriteTokens: 0 },
			};
			const written = { ...dearest, cacheWriteTokens: dearest.inputTokens };
			expect(judgeCostUsd('gpt-6.1-terra', written)!).toBeLessThanOrEqual(bound);
		}
		const question = { textBytes: 1, images: [], maxOutputTokens: 16 };
		expect(mostJudgeCostUsd('some-model', question)).toBeNull();
	});
});

it('models that look at images are told from others', () => {
	for (const { id } of JUDGE_MODELS) expect(mayJudge(id)).toBe(true);
	for (const id of ['gpt-4o', 'gpt-7-nova', 'o4-mini']) expect(mayJudge(id)).toBe(true);
	for (const id of ['gpt-image-2', 'gpt-4o-audio-preview', 'text-embedding-3-small', 'gpt-5-codex'])
		expect(mayJudge(id)).toBe(false);
	expect(findJudgeModel('gpt-6-luna-2026-09-22')?.id).toBe('gpt-6-luna');
});
