/** Why a call brought no images, in one word. */
export type ApiErrorReason =
	| 'refused'
	| 'rate_limited'
	| 'quota'
	| 'invalid'
	| 'timeout'
	| 'cancelled'
	| 'authentication'
	| 'permission'
	| 'model_not_found'
	| 'server'
	| 'connection'
	| 'bad_answer';

export interface ApiErrorDetails {
	reason: ApiErrorReason;
	howToFix: string;
	/** Whether the same request may succeed later. Whether we repeat it is for `retry.ts` to say. */
	retryable: boolean;
	/** What else cannot succeed: every call of the run, every call to the same model, or nothing (null). */
	stops?: 'run' | 'model' | null;
	/** Whether OpenAI may have charged for the request. */
	maybeBilled?: boolean;
	status?: number | null;
	code?: string | null;
	param?: string | null;
	requestId?: string | null;
	/** Every ID of the request that the server and the gateways before it gave, by the header's name. */
	requestIds?: Readonly<Record<string, string>>;
	/** Where a paid image may still be had. */
	url?: string;
	/** The job that a server works on, where it answered with one. */
	taskId?: string;
	/** Milliseconds the server asked to wait. */
	retryAfterMs?: number | null;
	/** What the safety system objected to, e.g. `sexual`. */
	categories?: string[];
}

/** Thrown where a call to the Images API brought no images. The message is for people and holds no secret. */
export class ApiError extends Error {
	override readonly name = 'ApiError';
	readonly reason: ApiErrorReason;
	readonly howToFix: string;
	readonly retryable: boolean;
	readonly stops: 'run' | 'model' | null;
	readonly maybeBilled: boolean;
	readonly status: number | null;
	readonly code: string | null;
	readonly param: string | null;
	readonly requestId: string | null;
	readonly requestIds?: Readonly<Record<string, string>>;
	readonly url?: string;
	readonly taskId?: string;
	readonly retryAfterMs: number | null;
	readonly categories?: string[];
	/** How many times the request was sent. */
	attempts = 1;

	constructor(message: string, details: ApiErrorDetails) {
		super(message);
		this.reason = details.reason;
		this.howToFix = details.howToFix;
		this.retryable = details.retryable;
		this.stops = details.stops ?? null;
		this.maybeBilled = details.maybeBilled ?? false;
		this.status = details.status ?? null;
		this.code = details.code ?? null;
		this.param = details.param ?? null;
		this.requestId = details.requestId ?? null;
		if (details.requestIds && Object.keys(details.requestIds).length > 0) {
			this.requestIds = details.requestIds;
		}
		if (details.url !== undefined) this.url = details.url;
		if (details.taskId !== undefined) this.taskId = details.taskId;
		this.retryAfterMs = details.retryAfterMs ?? null;
		if (details.categories?.length) this.categories = details.categories;
	}

	/** No other call of this run (or, with `stops` "model", to this model) can succeed. */
	get fatal(): boolean {
		return this.stops !== null;
	}
}
