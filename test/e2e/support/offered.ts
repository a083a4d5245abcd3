import { DEFAULT_SETTINGS } from '../../../dev/server/behaviour/settings';
import { listModels } from '../../../dev/server/modelList';
import { MODELS } from '../../../nodes/shared/models/catalog';
import type { Capabilities, ModelEntry } from '../../../nodes/shared/models/types';
import { USUAL_SIZES, type UsualSize } from '../../../nodes/shared/models/usualSizes';
import { optionsProperty } from '../../../nodes/shared/parameters/description/optionsCollection';

/** What the editor should offer for a model, worked out from the catalog's capabilities. */

export interface CapableModel extends ModelEntry {
	capabilities: Capabilities;
}

const LABELS: Readonly<Record<string, string>> = {
	...{ xhigh: 'Extra High', max: 'Maximum' },
	...{ gif: 'GIF', jpeg: 'JPEG', png: 'PNG', svg: 'SVG', webp: 'WebP' },
};

const labelOf = (word: string) => LABELS[word] ?? word.charAt(0).toUpperCase() + word.slice(1);

/** A model for each set of capabilities among those that the local server lists, the newest first. */
export function differentModels(): CapableModel[] {
	const listed = new Set(listModels(DEFAULT_SETTINGS).data.map(({ id }) => id));
	const different = new Map<string, CapableModel>();
	for (const model of MODELS) {
		const { capabilities } = model;
		if (capabilities === null || !listed.has(model.id)) continue;
		const key = JSON.stringify(capabilities);
		if (!different.has(key)) different.set(key, { ...model, capabilities });
	}
	return [...different.values()];
}

export const qualitiesOf = ({ qualities }: Capabilities) => ['Auto', ...qualities.map(labelOf)];

export const backgroundsOf = ({ backgrounds }: Capabilities) => [
	'Auto',
	...backgrounds.map(labelOf),
];

export const formatsOf = ({ outputFormats }: Capabilities) => outputFormats.map(labelOf).toSorted();

export const fidelitiesOf = ({ inputFidelities }: Capabilities) =>
	inputFidelities.map(labelOf).toSorted();

/** Without the formats that are cut to size. */
export const sizesOf = ({ sizeRule }: Capabilities) => [
	'Auto',
	...USUAL_SIZES.filter((size) => takes(sizeRule, size)).map(
		({ width, height, label }) => `${width} × ${height} (${label})`,
	),
];

/** What Options offers in Generate or Edit: everything, but for what the model does not take. */
export function optionsOf(
	operation: 'generate' | 'edit',
	{ complexities, frames, inputFidelities }: Capabilities,
): string[] {
	const notTaken = [
		...(complexities.length > 0 ? [] : ['Complexity']),
		...(frames ? [] : ['Frame Count', 'Frame Duration']),
		...(inputFidelities.length > 0 ? [] : ['Input Fidelity']),
	];
	const all = (optionsProperty(operation).options ?? []).map((option) =>
		'displayName' in option ? option.displayName : option.name,
	);
	return [...new Set(all)].filter((name) => !notTaken.includes(name)).toSorted();
}

function takes(rule: Capabilities['sizeRule'], { width, height }: UsualSize): boolean {
	if (rule.kind === 'listed') {
		return rule.sizes.some((size) => size.width === width && size.height === height);
	}
	const [short = 0, long = 0] = [width, height].toSorted((a, b) => a - b);
	return (
		[width, height].every((edge) => edge % rule.multipleOf === 0 && edge <= rule.maxEdge) &&
		long / short <= rule.maxRatio &&
		width * height >= rule.minPixels &&
		width * height <= rule.maxPixels
	);
}
