import { couldTakeAsJudge } from '../../../../nodes/shared/models/plausibleJudgeUsage';
import {
	couldTake,
	toPrice,
	type AskedImage,
} from '../../../../nodes/shared/models/plausibleUsage';

const usage = (outputTokens: number, inputTokens = 9) => ({
	inputTokens,
	inputTextTokens: inputTokens,
	inputImageTokens: 0,
	outputTokens,
	totalTokens: inputTokens + outputTokens,
});
const square = { width: 1024, height: 1024 };
const GPT_2: AskedImage = { model: 'gpt-image-2', quality: 'low', size: '1024x1024' };

describe('the tokens that images can have taken', () => {
	it.each<[string, number, AskedImage, Array<{ width: number; height: number } | undefined>]>([
		['a low square of gpt-image-2', 196, GPT_2, [square]],
		['a high one', 7024, { ...GPT_2, quality: 'high' }, [square]],
		['two of them', 392, GPT_2, [square, square]],
		['one whose pixels are not known', 196, GPT_2, [undefined]],
		['one of any quality', 196, { ...GPT_2, quality: 'auto' }, [square]],
		['one of a size that the server chose', 196, { model: 'gpt-image-2', size: 'auto' }, [square]],
		['one that came smaller than asked', 196, { ...GPT_2, size: '3840x2160' }, [square]],
		['one that came larger than asked', 196, GPT_2, [{ width: 3840, height: 2160 }]],
		[
			'a medium one of gpt-image-1',
			1056,
			{ ...GPT_2, model: 'gpt-image-1', quality: 'medium' },
			[square],
		],
		[
			'one of a size that gpt-image-1 does not have',
			1056,
			{ ...GPT_2, model: 'gpt-image-1', quality: 'medium' },
			[{ width: 512, height: 512 }],
		],
		['one of a model that is not known', 1, { model: 'flux' }, [square]],
		['a GIF, whose frames nobody prices', 1, { ...GPT_2, outputFormat: 'gif' }, [square]],
	])('are at least as many as the formula says for %s', (_what, least, asked, delivered) => {
		expect(couldTake(usage(least), asked, delivered)).toBe(true);
		expect(couldTake(usage(least - 1), asked, delivered)).toBe(false);
	});

	it('are those of the image alone, where text was drawn beside it', () => {
		expect(couldTake({ ...usage(196), outputTextTokens: 1 }, GPT_2, [square])).toBe(false);
		expect(couldTake({ ...usage(197), outputTextTokens: 1 }, GPT_2, [square])).toBe(true);
		expect(couldTake({ ...usage(196), outputTextTokens: 500 }, GPT_2, [square])).toBe(false);
	});

	it('that went in are priced as images where images went in and the server calls them text', () => {
		const inputs = [{ width: 4000, height: 3000 }];
		const told = usage(196, 1000);
		expect(toPrice(told, {})).toBe(told);
		expect(toPrice(told, { inputs })).toMatchObject({ inputTokens: 1000, inputTextTokens: 0 });
		const split = { ...told, inputTextTokens: 100, inputImageTokens: 900 };
		expect(toPrice(split, { inputs })).toBe(split);
		expect(toPrice({ ...told, inputTextTokens: 5000 }, { inputs }).inputTextTokens).toBe(0);
	});

	it('plausible tokens are never without input', () => {
		expect(couldTake(usage(196, 0), GPT_2, [square])).toBe(false);
	});

	it.each<[string, number, Partial<AskedImage>]>([
		['a prompt of 12,800 bytes', 100, { promptBytes: 12_800 }],
		['a small image that goes in', 1, { inputs: [{ width: 64, height: 48 }] }],
		['a photo that goes in', 96, { inputs: [{ width: 4000, height: 3000 }] }],
		['16 photos', 1536, { inputs: Array(16).fill({ width: 4000, height: 3000 }) }],
		['both', 196, { promptBytes: 12_800, inputs: [{ width: 4000, height: 3000 }] }],
	])('have at least as much input as %s', (_what, least, more) => {
		const asked = { ...GPT_2, ...more };
		expect(couldTake(usage(196, least), asked, [square])).toBe(true);
		expect(couldTake(usage(196, least - 1), asked, [square])).toBe(false);
	});

	it('are, for a model without a formula, at least those of the lowest quality of its elder', () => {
		const asked = { ...GPT_2, model: 'gpt-image-2.6-flare', quality: 'max' };
		expect(couldTake(usage(196), asked, [square])).toBe(true);
		expect(couldTake(usage(195), asked, [square])).toBe(false);
	});
});

describe('the tokens that a judge can have taken', () => {
	const asked = { textBytes: 1280, images: 2, answerBytes: 256 };
	const judged = (inputTokens: number, outputTokens: number, cachedTokens = 0) => ({
		...{ inputTokens, outputTokens, cachedTokens },
		cacheWriteTokens: 0,
	});

	it.each([
		[138, 2, 0, true],
		[137, 2, 0, false],
		[138, 1, 0, false],
		[138, 2, 138, true],
		[138, 2, 139, false],
		[0, 0, 0, false],
	])('input %i, output %i, cached %i: %s', (input, output, cached, could) => {
		expect(couldTakeAsJudge(judged(input, output, cached), asked)).toBe(could);
	});
});
