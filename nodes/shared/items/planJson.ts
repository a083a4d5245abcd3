import { CATALOG_CHECKED_ON } from '../models/catalog';
import { formatSize } from '../models/sizes';
import { imageIndex, type ImageCall } from './imageCall';
import type { ImageErrorJson, WarningJson } from './imageJson';

/** What every planned request says about its cost. */
interface PlannedCost {
	status: 'planned';
	/** USD, the whole request; null if it cannot be said. */
	likelyCostUsd: number | null;
	/** USD, never less than it can cost; null if no bound is known. */
	mostCostUsd: number | null;
	/** The day the prices were checked (YYYY-MM-DD). */
	pricesAsOf: string;
	/** Only with Max Spend: whether there would be enough left of it. */
	fitsMaxSpend?: boolean;
}

/** `json.plan` of a request for images. */
export interface ImagePlanJson extends PlannedCost {
	kind: 'images';
	model: string;
	prompt: string;
	preset?: string;
	/** Letter, where models are compared. */
	variant?: string;
	/** The first image's position among those of its item, from 1, and how many these are. */
	index: number;
	count: number;
	/** Of this request. */
	images: number;
	/** What the API is asked for: "1088x1360" or "auto". */
	size: string;
	/** Where that is not what is delivered: "1080x1350". */
	croppedTo?: string;
	quality: string;
	/** Images that go into an edit. */
	inputImages?: number;
	/** What only a real run can check, and why. */
	notChecked?: string[];
	warnings?: WarningJson[];
}

/** `json.plan` of what a judge is asked, all questions together. */
export interface JudgePlanJson extends PlannedCost {
	kind: 'judge';
	model: string;
	questions: number;
}

/** `json.plan` of images that there are already. */
export interface ExistingPlanJson extends PlannedCost {
	kind: 'existing';
	images: number;
}

export type PlanJson = ImagePlanJson | JudgePlanJson | ExistingPlanJson;

/** `json.plan` of an item that cannot be requested. */
export interface RejectedPlanJson {
	status: string;
	model: string;
	prompt: string;
	error: ImageErrorJson;
}

/** What a call would ask for. */
export function imagePlanOf(call: ImageCall): ImagePlanJson {
	const { body, estimate, exactPixels, images } = call.request;
	const size = body.size ?? 'auto';
	const target = exactPixels && formatSize(exactPixels);
	// What one looks for first.
	return {
		status: 'planned',
		kind: 'images',
		model: body.model,
		quality: body.quality ?? 'auto',
		size,
		...(target !== undefined && target !== size && { croppedTo: target }),
		images,
		likelyCostUsd: estimate.costUsd,
		mostCostUsd: estimate.budgetUsd,
		prompt: call.prompt,
		...(call.preset !== undefined && { preset: call.preset }),
		...(call.letter !== undefined && { variant: call.letter }),
		index: imageIndex(call, 0),
		count: call.itemCount,
		...(call.inputImages !== undefined && { inputImages: call.inputImages }),
		...(call.notChecked && call.notChecked.length > 0 && { notChecked: [...call.notChecked] }),
		...(call.warnings.length > 0 && { warnings: call.warnings }),
		pricesAsOf: CATALOG_CHECKED_ON,
	};
}
