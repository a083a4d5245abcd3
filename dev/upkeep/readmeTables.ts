import { PRESETS } from '../../nodes/shared/models/presets';
import { MODELS } from '../../nodes/shared/models/catalog';
import { estimateCost } from '../../nodes/shared/models/estimate';
import type { ModelEntry, Quality } from '../../nodes/shared/models/types';
import { ERROR_ROWS, TRANSPORT_ROWS } from '../../nodes/shared/openai/errorRows';
import { HOW_TO_FIX } from '../../nodes/shared/openai/howToFix';

/** The README's tables that are told by data: Markdown by the name between its two marks. */
export const README_TABLES: Readonly<Record<string, () => string>> = {
	models: modelsTable,
	prices: pricesTable,
	presets: presetsTable,
	messages: messagesTable,
};

function table(heads: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

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

/** What a square picture costs, without the prompt. */
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

/** What the messages say, and what to do. */
function messagesTable(): string {
	const known = [...ERROR_ROWS, ...Object.values(TRANSPORT_ROWS)];
	const rows = new Map(
		known.map(({ says, howToFix }) => [`${says}|${howToFix}`, [plain(says), HOW_TO_FIX[howToFix]]]),
	);
	return table(['The message begins with', 'What to do'], [...rows.values()]);
}

/** A message without what is only known when it is shown. */
function plain(says: string): string {
	return says
		.replace('{categories}', '')
		.replace('{param}', '(parameter)')
		.replace(/ ?\(HTTP \{status\}\)/, '')
		.replace(/\.$/, '');
}
