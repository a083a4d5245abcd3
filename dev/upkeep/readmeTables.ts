import { PRESETS } from '../../nodes/shared/models/presets';
import { MODELS } from '../../nodes/shared/models/catalog';
import { estimateCost } from '../../nodes/shared/models/estimate';
import type { ModelEntry, Quality } from '../../nodes/shared/models/types';
import { table } from './markdownTable';

/** The tables of the README and docs/ that follow from the catalog: Markdown by the name in their mark. */
export const README_TABLES: Readonly<Record<string, () => string>> = {
	models: modelsTable,
	prices: pricesTable,
	presets: presetsTable,
};

const served = MODELS.filter(({ capabilities }) => capabilities !== null);

/** Every model: what it is good for, how long it lives, what it takes. */
function modelsTable(): string {
	const rows = MODELS.map(({ id, goodFor, shutdownDate, capabilities }) => [
		`\`${id}\``,
		goodFor,
		shutdownDate ?? '',
		capabilities ? (capabilities.sizeRule.kind === 'free' ? 'up to 4K' : 'three') : '',
		capabilities?.qualities.join(', ') ?? '',
		capabilities ? (capabilities.backgrounds.includes('transparent') ? 'yes' : 'no') : '',
		capabilities?.outputFormats.join(', ') ?? '',
	]);
	return table(
		['Model', 'Good for', 'Shut down on', 'Sizes', 'Qualities', 'Transparent', 'Files'],
		rows,
	);
}

/** What a square image costs, without the prompt. */
function pricesTable(): string {
	const qualities: Quality[] = ['low', 'medium', 'high', 'max'];
	const rows = served.map((model) => [
		`\`${model.id}\``,
		...qualities.map((quality) => squarePrice(model, quality)),
		model.prices ? `${model.prices.textInput} / ${model.prices.imageInput}` : '',
		model.prices ? String(model.prices.imageOutput) : '',
	]);
	return table(
		[
			'1024 × 1024, USD',
			...qualities.map((quality) => quality),
			'Text / image in, per million tokens',
			'Image out',
		],
		rows,
	);
}

function squarePrice({ id, capabilities }: ModelEntry, quality: Quality): string {
	if (!capabilities?.qualities.includes(quality)) return '–';
	const size = { width: 1024, height: 1024 };
	const { costUsd } = estimateCost({ model: id, quality, size, n: 1, promptBytes: 0 });
	return costUsd === null ? 'not published' : costUsd.toFixed(3);
}

function presetsTable(): string {
	const rows = PRESETS.map(({ name, displayName, width, height }) => [
		displayName,
		`${width} × ${height}`,
		`\`${name}\``,
	]);
	return table(['Social format', 'Pixels', 'In `json.image.preset`'], rows);
}
