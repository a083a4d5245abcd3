import { CATALOG_CHECKED_ON } from '../../shared/models/catalog';
import { JUDGE_MODELS_CHECKED_ON } from '../../shared/models/judgeModels';
import type { Gallery } from '../gallery/gallery';
import type { FinishedCell } from '../matrix/cell';
import type { Judged } from '../judge/judgeImages';
import type { ComparisonJudge } from '../judge/types';
import type { MatrixSettings } from '../matrix/settings';
import type { Variant } from '../matrix/settings';
import type { Comparison, ComparisonCell, ComparisonPrompt } from './types';

/** "gpt-image-2 · medium", with the person's own name before it. */
export function sheetLabelOf({ label, model, quality, size }: Variant): string {
	const settings = [model, quality, size].filter((part) => part !== 'auto').join(' · ');
	return label === '' ? settings : `${label} · ${settings}`;
}

/** The finished comparison as the report wants it: plain data, images as thumbnails. */
export function comparisonOf(
	settings: MatrixSettings,
	cells: FinishedCell[],
	gallery: Gallery,
	run: { id: string; startedAt: Date; finishedAt: Date; sliceOf?: (itemIndex: number) => string },
	judged?: Judged,
): Comparison {
	const warnings = cells.flatMap(({ image, variant }) =>
		image.json.warnings.map(({ message }) => `${variant.letter}: ${message}`),
	);
	const { sliceOf } = run;
	return {
		id: run.id,
		...(settings.title !== '' && { title: settings.title }),
		startedAt: run.startedAt.toISOString(),
		finishedAt: run.finishedAt.toISOString(),
		blind: settings.blind,
		repetitions: settings.repetitions,
		variants: settings.variants.map(({ letter, label, model, quality, size, background }) => ({
			letter,
			label,
			model,
			settings: { quality, size, ...(background !== 'auto' && { background }) },
		})),
		...(settings.sliceBy !== '' && { sliceBy: settings.sliceBy }),
		source: settings.source,
		prompts: promptsOf(cells, gallery, sliceOf),
		cells: cells.map((cell) => cellOf(cell, gallery, judged)),
		...(judged && { judge: judgeOf(judged) }),
		pricesAsOf: CATALOG_CHECKED_ON,
		warnings: [...new Set(warnings)],
	};
}

function judgeOf({ settings, ...judged }: Judged): ComparisonJudge {
	return {
		model: settings.model,
		runs: settings.runs,
		criteria: settings.criteria,
		seed: judged.seed,
		pairs: judged.pairs,
		requests: judged.requests,
		notJudged: judged.notJudged,
		pricesAsOf: JUDGE_MODELS_CHECKED_ON,
	};
}

function promptsOf(
	cells: FinishedCell[],
	gallery: Gallery,
	sliceOf?: (itemIndex: number) => string,
): ComparisonPrompt[] {
	// The first item of each prompt: the map keeps the last one.
	const prompts = new Map(cells.toReversed().map((cell) => [cell.promptIndex, cell]));
	return [...prompts]
		.sort(([a], [b]) => a - b)
		.map(([promptIndex, { prompt, itemIndex }]) => {
			const baseline = gallery.baselineThumbnails.get(promptIndex);
			return {
				text: prompt,
				...(sliceOf && { slice: sliceOf(itemIndex) }),
				...(baseline && { baseline }),
			};
		});
}

function cellOf(cell: FinishedCell, gallery: Gallery, judged?: Judged): ComparisonCell {
	const judge = judged?.at(cell);
	const { image, variant, promptIndex, variantIndex, repetition, column, shownAs } = cell;
	const { json } = image;
	const delivered = json.status === 'ok' ? json : undefined;
	return {
		promptIndex,
		prompt: cell.prompt,
		variantIndex,
		repetition,
		column,
		letter: variant.letter,
		...(shownAs !== undefined && { shownAs }),
		status: json.status,
		model: json.model,
		quality: delivered?.quality ?? variant.quality,
		size: delivered?.size ?? variant.size,
		width: delivered?.width || null,
		height: delivered?.height || null,
		durationMs: json.durationMs,
		attempts: json.attempts,
		usage: json.usage,
		costUsd: json.costUsd,
		mostCostUsd: cell.mostCostUsd,
		requestId: json.requestId,
		...(cell.fileName && { fileName: cell.fileName }),
		...gallery.seenAt(cell),
		...(judge && { judge }),
		...('error' in json && {
			error: {
				reason: json.error.reason,
				message: json.error.message,
				categories: json.error.categories,
			},
		}),
	};
}
