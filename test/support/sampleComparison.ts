import { createCanvas } from '@napi-rs/canvas';
import { letterOf } from '../../nodes/shared/letterOf';
import type {
	Comparison,
	ComparisonCell,
	ComparisonVariant,
} from '../../nodes/CompareModels/comparison/types';
import type { Thumbnail } from '../../nodes/CompareModels/gallery/thumbnail';

export const samplePrompts = [
	'A ceramic coffee cup on a linen tablecloth, morning light from the left, shallow depth of field',
	'Poster for a summer jazz festival by the lake, flat shapes, room for a headline at the top',
	'Product photo of a pair of running shoes on wet asphalt,\nreflections, low camera, copy space on the right',
	'Isometric illustration of a small bakery at dawn, a delivery bicycle in front of the door',
	'<img src=x onerror=alert(1)> "quoted" & \'single\' </style><script>alert(2)</script>',
	'صورة لمقهى صغير في الصباح \u202Eevil\u202C مع ضوء دافئ',
];

const variants: ComparisonVariant[] = [
	['Current look', 'gpt-image-2', 'medium'],
	['', 'gpt-image-2.5-flare', 'high'],
	['Budget', 'gpt-image-2.5-flare', 'low'],
	['Wide', 'gpt-image-2', 'high'],
	['', 'some-model-that-nobody-knows', 'auto'],
	['Sixth', 'gpt-image-2', 'low'],
].map(([label = '', model = '', quality = ''], index) => ({
	letter: letterOf(index),
	label,
	model,
	settings: { quality, size: '1024x1024' },
}));

/** The same numbers on every run. */
export function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1664525 + 1013904223) % 4294967296;
		return state / 4294967296;
	};
}

/** A still life of soft shapes: looks like an image, has an image's bytes. */
export function sampleThumbnail(seed: number, width = 360, height = 360): Thumbnail {
	const random = randomNumbers(seed * 40503);
	random();
	const canvas = createCanvas(width, height);
	const paint = canvas.getContext('2d');
	const hue = random() * 360;
	const sky = paint.createLinearGradient(0, 0, 0, height);
	sky.addColorStop(0, `hsl(${hue} 45% 82%)`);
	sky.addColorStop(1, `hsl(${hue + 40} 40% 58%)`);
	paint.fillStyle = sky;
	paint.fillRect(0, 0, width, height);
	for (let shape = 0; shape < 9; shape++) {
		paint.fillStyle = `hsla(${hue + random() * 120} 50% ${30 + random() * 45}% / .75)`;
		paint.beginPath();
		paint.ellipse(
			random() * width,
			height * (0.35 + random() * 0.65),
			(0.05 + random() * 0.25) * width,
			(0.05 + random() * 0.2) * height,
			random() * 3,
			0,
			Math.PI * 2,
		);
		paint.fill();
	}
	return { mimeType: 'image/jpeg', bytes: canvas.toBuffer('image/jpeg', 85), width, height };
}

export interface SampleOptions {
	prompts?: number;
	variants?: number;
	repetitions?: number;
	baseline?: boolean;
	blind?: boolean;
	/** Bytes of every thumbnail instead of a drawn one. */
	thumbnailBytes?: number;
}

/** A comparison with what real ones have: refusals, timeouts, a spent budget, hostile prompts. */
export function sampleComparison(options: SampleOptions = {}): Comparison {
	const { prompts = 6, repetitions = 1, baseline = true, blind = false } = options;
	const random = randomNumbers(7);
	const used = variants.slice(0, options.variants ?? 2);
	const texts = Array.from(
		{ length: prompts },
		(_, index) => samplePrompts[index % samplePrompts.length] ?? '',
	);
	const thumbnail = (seed: number): Thumbnail =>
		options.thumbnailBytes === undefined
			? sampleThumbnail(seed)
			: {
					mimeType: 'image/jpeg',
					bytes: new Uint8Array(options.thumbnailBytes).fill(seed),
					width: 360,
					height: 360,
				};
	const cells: ComparisonCell[] = [];
	for (let promptIndex = 0; promptIndex < prompts; promptIndex++)
		for (let repetition = 0; repetition < repetitions; repetition++)
			used.forEach((variant, variantIndex) => {
				const outputTokens = Math.round(1000 + 1200 * variantIndex + random() * 300);
				cells.push({
					promptIndex,
					prompt: texts[promptIndex] ?? '',
					variantIndex,
					repetition,
					column: variantIndex,
					letter: variant.letter,
					status: 'ok',
					model: variant.model,
					quality: variant.settings.quality,
					size: variant.settings.size,
					width: 1024,
					height: 1024,
					durationMs: Math.round(9000 + 6000 * variantIndex + random() * 8000),
					attempts: 1,
					usage: {
						inputTokens: 40,
						inputTextTokens: 40,
						inputImageTokens: 0,
						outputTokens,
						totalTokens: outputTokens + 40,
					},
					costUsd: variant.model.startsWith('some') ? null : (outputTokens * 30 + 40 * 5) / 1e6,
					requestId: `req_${cells.length}`,
					...(baseline
						? { similarity: 0.3 + random() * 0.3, perceptualDistance: Math.round(random() * 20) }
						: {}),
					thumbnail: thumbnail(promptIndex * 31 + variantIndex * 7 + repetition + 3),
				});
			});
	const spoil = (index: number, change: Partial<ComparisonCell>) => {
		const cell = cells[index];
		if (!cell) return;
		Object.assign(cell, {
			durationMs: null,
			costUsd: null,
			usage: null,
			width: null,
			height: null,
		});
		delete cell.thumbnail;
		delete cell.similarity;
		delete cell.perceptualDistance;
		Object.assign(cell, change);
	};
	spoil(3, {
		status: 'refused',
		durationMs: 2100,
		error: {
			reason: 'refused',
			message: `${used[1]?.model ?? ''} declined this prompt (request req_3).`,
			categories: ['violence', 'self-harm'],
		},
	});
	spoil(6, {
		status: 'timeout',
		error: { reason: 'timeout', message: 'No answer within 600 seconds. Raise Timeout in Run.' },
	});
	spoil(cells.length - 1, {
		status: 'budget',
		error: { reason: 'budget', message: 'Max Spend of $0.50 was reached.' },
	});
	return {
		id: '4fd5b1f2-6d7c-4c52-9f0a-0b1c2d3e4f50',
		title: 'Autumn campaign: which model next?',
		startedAt: '2026-03-14T09:05:00.000Z',
		finishedAt: '2026-03-14T09:07:21.500Z',
		blind,
		repetitions,
		variants: used,
		prompts: texts.map((text, index) => ({
			text,
			...(baseline ? { baseline: thumbnail(index * 31 + 2) } : {}),
		})),
		cells,
		pricesAsOf: '2026-03-01',
		warnings: ['“gpt-image-2.5-flare” has no quality “xhigh”: “high” was used.'],
	};
}
