import type { BatchError, BatchStatus } from '../batches/types';
import type { AnswerForm } from '../answerForms';
import type { ApiRequest } from '../types';
import { onBatchCreation, onDownload, onImages, onLine } from './matches';

/** What stands before a file that a `url` answer points to. */
export interface FileGuard {
	/** Whether the server wants its key for the file; what it answers without, default 401. */
	withKey?: 401 | 403 | 404;
	/** The file is not ready: so often it answers with this status. */
	notReady?: { status: number; times: number; retryAfterMs?: number };
	/** The file is at this address, to which the server redirects. */
	redirectTo?: string;
	/** Relative to the server's root. */
	relative?: boolean;
}

export type Fault =
	/** Answers `status` with `body` (an object goes as JSON; default: OpenAI's body for a server that failed). */
	| { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
	/** An HTML page, as proxies and wrong base URLs answer. `status` defaults to 200. */
	| { kind: 'html'; status?: number }
	/** `data: []`. */
	| { kind: 'emptyData' }
	/** Only the first `count` of the images that were asked for, and their usage. */
	| { kind: 'fewerImages'; count: number }
	/** The JSON ends in the middle of the first image; HTTP itself is complete. */
	| { kind: 'truncatedJson' }
	/** Characters in the Base64 that do not belong there. `images`: zero-based, default all. */
	| { kind: 'invalidBase64'; images?: readonly number[] }
	/** Valid Base64 of plain text. `images`: zero-based, default all. */
	| { kind: 'notAnImage'; images?: readonly number[] }
	/** Valid Base64 of the first half of the file. `images`: zero-based, default all. */
	| { kind: 'truncatedImage'; images?: readonly number[] }
	/** The connection is destroyed once the request was read. */
	| { kind: 'dropBeforeAnswer' }
	/** The connection is destroyed in the middle of the answer's body. */
	| { kind: 'dropDuringAnswer' }
	/** No answer, and the connection stays open until the client closes it. */
	| { kind: 'hang' }
	/** The answer in pieces of `chunkBytes` (default 1,024) every `everyMs` milliseconds (default 50). */
	| { kind: 'slowDrip'; chunkBytes?: number; everyMs?: number }
	/** `url` (absolute) in place of `b64_json`. The file is served without a key. */
	| { kind: 'urlAnswer' }
	/** `url` relative to the server's root (`/files/…`), as some compatible servers answer. */
	| { kind: 'relativeUrlAnswer' }
	/** `url` of a file that is not to be had like any other. */
	| ({ kind: 'guardedUrlAnswer' } & FileGuard)
	/** The images in a form that is not the API's, as gateways answer. */
	| { kind: 'otherForm'; form: AnswerForm }
	| { kind: 'noUsage' }
	/** This in place of the tokens that were used. */
	| { kind: 'wrongUsage'; usage: unknown }
	/** Only `created` and `data`. */
	| { kind: 'bareAnswer' }
	/** A message that repeats the whole API key. `status` defaults to 401. */
	| { kind: 'echoKey'; status?: number }
	/** The safety system's refusal. `categories` defaults to `['sexual']`; null: no `moderation_details`. */
	| { kind: 'refusal'; categories?: readonly string[] | null; stage?: 'input' | 'output' }
	/** 429 that no waiting cures. `code` defaults to `insufficient_quota`. */
	| { kind: 'quota'; code?: string }
	| { kind: 'billing' }
	| { kind: 'notVerified' }
	| { kind: 'noAccess' }
	/** 429 with advice on when to come back, whatever the limit says. */
	| { kind: 'rateLimit'; retryAfterMs: number; advice?: RetryAdvice }
	/** `{"detail": …}` as FastAPI servers (vLLM) answer. `status` defaults to 422. */
	| { kind: 'detailBody'; status?: number }
	/** Right keys with values of wrong types. */
	| { kind: 'wrongTypes' }
	/** Transfer-Encoding: chunked, without a Content-Length. */
	| { kind: 'chunked' }
	/** Base64 with each slash written as `\/`, which is legal JSON. */
	| { kind: 'escapedSlashes' }
	/** Of a judge: its text is JSON that ends in the middle. */
	| { kind: 'brokenAnswerText' }
	/** Of a judge: JSON with values of wrong types. */
	| { kind: 'wrongAnswerForm' }
	/** Of a judge: a refusal in place of the text. */
	| { kind: 'modelRefusal' }
	/** Of a judge: cut off by `max_output_tokens`. */
	| { kind: 'incompleteAnswer' }
	/** Of `POST /v1/batches`, or of what else of files and batches is matched: what was asked for is done, and the connection destroyed without an answer. */
	| { kind: 'dropAfterWork' }
	/** Of a download: the file ends in the middle of a line; HTTP itself is complete. */
	| { kind: 'truncatedFile' }
	/** Of a batch that is created, as are all below: its validation fails, with these errors. */
	| { kind: 'batchFails'; errors?: readonly BatchError[] }
	/** Too much for the queue, whatever is in it: the batch fails (default), or is not created (HTTP 400). */
	| { kind: 'tokenLimit'; form?: 'failed' | 'refused' }
	/** The batch expires with so many lines not made (default 10), at the time at which it would have been done. */
	| { kind: 'batchExpires'; unmade?: number }
	/** So many lines (default 1) are in neither file. */
	| { kind: 'missingLines'; count?: number }
	/** The batch has this status (default `paused`) in place of another (default `in_progress`). */
	| { kind: 'unknownStatus'; status?: string; inPlaceOf?: BatchStatus }
	/** Of lines: this stands in the error file in place of their response and error. */
	| { kind: 'lineSays'; response?: unknown; error?: unknown }
	/** The image of a line (default: the first of the result) is filled up until the line has so many bytes (default 70 MB). */
	| { kind: 'hugeLine'; bytes?: number; customId?: string };

/** Where a 429 says when to come back. */
export type RetryAdvice = 'text' | 'retry-after' | 'retry-after-ms' | 'none';

export interface FaultRule {
	/** Which requests it hits (see `matches.ts`); default those that the fault is of, else all for images, lines included. */
	match?: (request: ApiRequest) => boolean;
	/** How often it strikes; default every time. */
	times?: number;
	fault: Fault;
}

/** The rules in force, each with the strikes it has left. The first rule that matches wins. */
export class FaultList {
	private rules: Array<{ rule: FaultRule; left: number }> = [];

	set(rules: readonly FaultRule[]): void {
		this.rules = rules.map((rule) => ({ rule, left: rule.times ?? Infinity }));
	}

	/** The fault for this request, counted as struck; undefined where none is due. */
	take(request: ApiRequest): Fault | undefined {
		for (const entry of this.rules) {
			if (entry.left <= 0 || !(entry.rule.match ?? usualMatch(entry.rule.fault))(request)) continue;
			entry.left -= 1;
			return entry.rule.fault;
		}
		return undefined;
	}
}

function usualMatch({ kind }: Fault): (request: ApiRequest) => boolean {
	switch (kind) {
		case 'dropAfterWork':
		case 'batchFails':
		case 'tokenLimit':
		case 'batchExpires':
		case 'missingLines':
		case 'unknownStatus':
		case 'hugeLine':
			return onBatchCreation;
		case 'truncatedFile':
			return onDownload;
		case 'lineSays':
			return onLine();
		default:
			return onImages;
	}
}
