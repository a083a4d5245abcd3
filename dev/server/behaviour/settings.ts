import { CATALOG_CHECKED_ON } from '../../../nodes/shared/models/catalog';
import type { BatchBehaviour } from '../batches/behaviour';
import type { FaultRule, RetryAdvice } from './faults';
import { DEFAULT_JUDGE, type JudgeBehaviour, type Misreading } from '../responses/behaviour';
import type { ApiRequest } from '../types';

/** Everything about the server that tests and demos set. */
export interface Settings {
	/** Milliseconds from the request to the answer; by model id (key `default` for the rest), or worked out. */
	latencyMs: number | Readonly<Record<string, number>> | ((request: ApiRequest) => number);
	/** Up to so many milliseconds are added, in a sequence that is the same in every run. */
	jitterMs: number;
	/** Null: no limit. Edits count their input images. */
	imagesPerMinute: number | null;
	/** How long the limit's minute lasts, in milliseconds. */
	minuteMs: number;
	/** How a 429 of the limit says when to come back. */
	retryAdvice: RetryAdvice;
	faults: readonly FaultRule[];
	/** YYYY-MM-DD: models whose shutdown date has come are gone. Default: the day the catalog was checked. */
	today: string;
	/** Models' shutdown dates (YYYY-MM-DD, null: none announced) by id; the rest have the catalog's. */
	shutdownDates: Readonly<Record<string, string | null>>;
	/** Answer for shut-down models and ids unknown to the catalog too, as gateways and Azure may. */
	servesAnyModel: boolean;
	/** False: no key asked for, as some compatible servers do. */
	requiresKey: boolean;
	/** Whether multipart edits take `moderation` (sources disagree). */
	moderationInMultipart: boolean;
	/** Pads each PNG to about this many bytes with data that does not compress. Null: as drawn. */
	imageBytes: number | null;
	/** Whether `usage` and what else is told come before or after `data` in the JSON (after `created`). */
	answerOrder: 'usageFirst' | 'dataFirst';
	/** Line breaks and blanks between the JSON's tokens. */
	prettyJson: boolean;
	/** Words that the image models draw wrongly: the picture shows them so, and so they are read. */
	misprints: readonly Misreading[];
	/** Whether each image has the model and its quality in its caption; switch it off for a blind comparison. */
	signsImages: boolean;
	/** How the model behind `POST /responses` sees and judges. */
	judge: JudgeBehaviour;
	/** How batches move and what they are held to; what is not named is as in `DEFAULT_BATCHES`. */
	batches: Readonly<Partial<BatchBehaviour>>;
}

export const DEFAULT_SETTINGS: Settings = {
	latencyMs: 0,
	jitterMs: 0,
	imagesPerMinute: null,
	minuteMs: 60_000,
	retryAdvice: 'text',
	faults: [],
	today: CATALOG_CHECKED_ON,
	shutdownDates: {},
	servesAnyModel: false,
	requiresKey: true,
	moderationInMultipart: true,
	imageBytes: null,
	answerOrder: 'dataFirst',
	prettyJson: false,
	misprints: [],
	signsImages: true,
	judge: DEFAULT_JUDGE,
	batches: {},
};
