import type { IDataObject } from 'n8n-workflow';
import type { WarningJson } from '../../shared/items/imageJson';
import type { Dimensions } from '../../shared/models/types';
import type { OutputSettings } from '../../shared/parameters/readOutput';
import type { OptionFields } from '../../shared/request/apiOptions';

/** What a line asked for besides model and prompt, in the API's words. */
export type AskedFields = { size?: string } & Partial<OptionFields<'edit'>>;

/** One image of a batch: an entry of `json.batch.rows`, and a line of the manifest. */
export interface BatchRow {
	/** Tells it from the others of its batch: item, preset and index. */
	customId: string;
	/** Of the item that it was submitted from, from 0. */
	itemIndex: number;
	prompt: string;
	preset?: string;
	/** Position among the images of its item, from 1. */
	index: number;
	/** How many images its item asked for. */
	count: number;
	asked: AskedFields;
	exactPixels?: Dimensions;
	warnings?: WarningJson[];
	/** How its image is returned, as far as that is not the default. */
	output?: Partial<OutputSettings>;
	/** The item's own fields, where Include Input Fields is on. */
	fields?: IDataObject;
}

/** `queued` is ours: everything is uploaded, and the batch is created when the queue has room. */
export const QUEUED = 'queued';

/** `json.batch` */
export interface BatchJson {
	/** Null of one that is queued. */
	id: string | null;
	/** The API's own, or `queued`. */
	status: string;
	model: string | null;
	/** `/v1/images/generations` or `/v1/images/edits`. */
	endpoint: string | null;
	/** How many it asks for. */
	images: number | null;
	/** USD at batch prices, most likely; null where that is not known. */
	estimatedCostUsd?: number | null;
	/** ISO 8601; null where it is not known. */
	submittedAt: string | null;
	/** The same: what is not made by then is not made at all. */
	expiresAt: string | null;
	/** The same, of one that has ended. */
	endedAt?: string;
	label?: string;
	counts?: { total: number; completed: number; failed: number };
	inputFileId: string | null;
	manifestFileId: string | null;
	/** As the API keeps it. */
	metadata: Record<string, string>;
	rows?: BatchRow[];
}
